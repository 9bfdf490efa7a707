/**
 * A program on the module path that names no implementation: algorithms, security element and
 * issuer's server are found by {@link java.util.ServiceLoader}, and run one session by plain calls.
 *
 * <p>It carries no message over a network and issues no certificate.
 */
@NullMarked
package dev.skep.modulepath.internal;

import org.jspecify.annotations.NullMarked;
