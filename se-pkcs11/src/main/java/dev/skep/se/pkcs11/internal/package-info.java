/**
 * How an SE on a PKCS#11 token comes to be: its settings, its factory, and the component that has
 * it while the token is there.
 *
 * <p>It is built on the kernel and says nothing of sessions or records. What the token does is in
 * {@code token}.
 */
@NullMarked
package dev.skep.se.pkcs11.internal;

import org.jspecify.annotations.NullMarked;
