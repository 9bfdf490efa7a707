/**
 * The messages of the ceremony sent by hand over HTTP, honestly and not: the attacker of the
 * paper's section 3.
 *
 * <p>Honest sessions of the other chapters go through the middleware instead.
 */
@NullMarked
package dev.skep.demo.internal.wire;

import org.jspecify.annotations.NullMarked;
