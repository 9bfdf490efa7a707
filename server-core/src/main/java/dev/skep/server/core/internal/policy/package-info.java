/**
 * What the operator allows: algorithms, their order, lifetimes, DIAS.
 *
 * <p>It does not know what is installed; the offer takes what is both allowed and installed.
 */
@NullMarked
package dev.skep.server.core.internal.policy;

import org.jspecify.annotations.NullMarked;
