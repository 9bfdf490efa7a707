package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import java.time.Instant;

/**
 * A private key of the server at rest.
 *
 * @param keyId unique, 1 to 64 hexadecimal digits
 * @param purpose what it serves, for example a transport's name
 * @param createdAt when it was made
 * @param publicKey SPKI in DER
 * @param sealedPrivateKey sealed by the server under the key that the nodes share; opaque
 */
public record SealedKey(
    String keyId, String purpose, Instant createdAt, Bytes publicKey, Bytes sealedPrivateKey) {
  /** Shows which key it is, and nothing of the private half. */
  @Override
  public String toString() {
    return "SealedKey[" + purpose + " " + keyId + "]";
  }
}
