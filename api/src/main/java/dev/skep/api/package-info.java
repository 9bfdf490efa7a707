/**
 * Values that every role shares: byte sequences, secrets, suites, rejections.
 *
 * <p>It computes nothing of the protocol and knows no algorithm; see {@code dev.skep.protocol}.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.skep.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
