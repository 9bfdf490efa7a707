/**
 * How smart cards become security elements: the driver's settings, its OSGi component with a
 * service for each card, its factory for the module path.
 *
 * <p>It knows neither PC/SC nor a card's commands: see {@code pcsc}, {@code reader} and {@code
 * card}, which see each other in this order only.
 */
@NullMarked
package dev.skep.se.pcsc.internal;

import org.jspecify.annotations.NullMarked;
