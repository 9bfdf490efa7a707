/**
 * The middleware's role: carries the messages of one ceremony between a security element and a
 * server.
 *
 * <p>It never sees K, a derived key, or an imported secret.
 */
@Export
@Version("1.1.0")
@NullMarked
package dev.skep.api.client;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
