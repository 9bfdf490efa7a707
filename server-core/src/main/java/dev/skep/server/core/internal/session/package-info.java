/**
 * Accepts or rejects responses, has the issuer's roles say what is provisioned, and speaks with the
 * SE over records (spec sections 5.3, 7, 8 and 10 to 12).
 *
 * <p>It judges no certificate itself, decides nothing about enrolments, and knows no algorithm by
 * name.
 */
@NullMarked
package dev.skep.server.core.internal.session;

import org.jspecify.annotations.NullMarked;
