/**
 * Verifies key attestations for somebody who has the device CA's certificate and nothing else (spec
 * section 12).
 *
 * <p>It asks nobody: no revocation list is read and no address followed. Whether the device is to
 * be trusted otherwise is the verifier's own decision.
 */
@NullMarked
package dev.skep.client.internal.attestation;

import org.jspecify.annotations.NullMarked;
