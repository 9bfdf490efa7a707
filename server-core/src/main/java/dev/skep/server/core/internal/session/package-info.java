/**
 * Accepts or rejects responses, and speaks with the SE over records (spec sections 5.3, 7 and 8).
 *
 * <p>It judges no certificate itself and knows no algorithm by name.
 */
@NullMarked
package dev.skep.server.core.internal.session;

import org.jspecify.annotations.NullMarked;
