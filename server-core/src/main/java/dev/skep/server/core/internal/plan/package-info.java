/**
 * Plans: what an issuer provisions, as files that people write ({@code *.yaml}) and the server
 * checks as a whole.
 *
 * <p>It makes no values and no orders, and knows nothing of accounts, codes or sessions.
 */
@NullMarked
package dev.skep.server.core.internal.plan;

import org.jspecify.annotations.NullMarked;
