/**
 * Publishes the JCA provider of Amazon Corretto Crypto Provider (AWS-LC) as a service, where its
 * native library loads, so that algorithm bundles can choose it by configuration.
 *
 * <p>It never adds to the JVM's global provider list and implements no algorithm itself.
 */
@NullMarked
package dev.skep.crypto.corretto.internal;

import org.jspecify.annotations.NullMarked;
