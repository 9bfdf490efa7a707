/**
 * Runs test methods inside the distribution's container: {@link
 * dev.skep.itest.container.InContainer} on the class, a {@code BundleContext} as the parameter.
 *
 * <p>The container has exactly the bundles, the framework properties and the configurations of the
 * distribution; only its data folder and port are its own.
 */
@NullMarked
package dev.skep.itest.container;

import org.jspecify.annotations.NullMarked;
