/**
 * Starts the container of the distribution: reads {@code conf/config.properties}, checks that the
 * port is free, starts every bundle of {@code bundle/}, and ends with an exit status that says how
 * it went.
 *
 * <p>It runs outside the OSGi framework, on the class path, and knows no bundle by name other than
 * those that log and the shell. It is no bundle and no named module itself: the framework is on its
 * class path without one.
 */
@NullMarked
package dev.skep.distribution.internal;

import org.jspecify.annotations.NullMarked;
