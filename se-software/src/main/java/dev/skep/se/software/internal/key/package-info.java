/**
 * The device key (SE_PrivK), which attests sessions and keys and does nothing else.
 *
 * <p>There is deliberately no way to have it sign bytes or a digest from outside. A vendor with an
 * HSM-like part replaces it by implementing {@code DeviceKeys} and {@code DeviceKey}. It does not
 * decide when to attest; that is the kernel's business.
 */
@NullMarked
package dev.skep.se.software.internal.key;

import org.jspecify.annotations.NullMarked;
