package dev.skep.server.core.internal.keys;

import dev.skep.api.Bytes;
import java.security.KeyPair;
import java.time.Instant;

/**
 * A static key pair of one transport.
 *
 * @param transport the transport's name
 * @param keyId the first 8 bytes of SHA-256 over the SPKI, in hexadecimal
 * @param subjectPublicKeyInfo the public key, SPKI in DER
 * @param keyPair both halves, as the transport's decode methods gave them; must not be kept longer
 *     than the session that it is used for
 * @param created when it was made
 */
public record TransportKey(
    String transport, String keyId, Bytes subjectPublicKeyInfo, KeyPair keyPair, Instant created) {
  /** Says which key it is, and nothing of the private half. */
  @Override
  public String toString() {
    return "TransportKey[" + transport + " " + keyId + " of " + created + "]";
  }
}
