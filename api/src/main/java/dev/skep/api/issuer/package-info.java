/**
 * The issuer's roles: the server behind a binding, the store that makes a session single-use, the
 * trust in device makers, enrolment, certification, audit.
 *
 * <p>It says nothing about HTTP; a binding carries the messages.
 */
@Export
@Version("1.1.0")
@NullMarked
package dev.skep.api.issuer;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
