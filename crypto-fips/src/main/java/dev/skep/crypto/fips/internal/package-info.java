/**
 * Publishes the JCA provider of Bouncy Castle FIPS as a service, beside Bouncy Castle's own, so
 * that algorithm bundles can choose it by configuration.
 *
 * <p>It never adds to the JVM's global provider list, sets no system property, and implements no
 * algorithm itself. It does not make the product a validated one: decision 19 says what it means.
 */
@NullMarked
package dev.skep.crypto.fips.internal;

import org.jspecify.annotations.NullMarked;
