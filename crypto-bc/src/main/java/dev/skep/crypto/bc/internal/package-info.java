/**
 * Publishes Bouncy Castle's JCA provider as a service, so that algorithm bundles can choose it by
 * configuration.
 *
 * <p>It never adds to the JVM's global provider list and implements no algorithm itself.
 */
@NullMarked
package dev.skep.crypto.bc.internal;

import org.jspecify.annotations.NullMarked;
