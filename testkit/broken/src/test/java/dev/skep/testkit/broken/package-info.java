/**
 * Backends with one fault each, and their contracts, which find it.
 *
 * <p>Surefire runs none of these contracts by itself: they are to fail. {@code BrokenBackendsTest}
 * runs them.
 */
@NullMarked
package dev.skep.testkit.broken;

import org.jspecify.annotations.NullMarked;
