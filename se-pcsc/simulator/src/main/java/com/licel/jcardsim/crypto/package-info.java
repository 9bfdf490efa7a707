/**
 * What shadows a class of jcardsim, and nothing else: it has to have that class's name.
 *
 * <p>It does nothing unless it is on the class path before jcardsim; {@code SimulatedCard} refuses
 * to work if it is not.
 */
@NullMarked
package com.licel.jcardsim.crypto;

import org.jspecify.annotations.NullMarked;
