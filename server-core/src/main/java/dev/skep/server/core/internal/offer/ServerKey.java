package dev.skep.server.core.internal.offer;

import dev.skep.api.Bytes;
import java.security.KeyPair;

/**
 * One ServerPubK with its private half.
 *
 * @param keyId names it in an offer
 * @param publicKey SPKI in DER, as offered
 * @param pair both halves
 */
public record ServerKey(Bytes keyId, Bytes publicKey, KeyPair pair) {
  /** Shows the id only. */
  @Override
  public String toString() {
    return "ServerKey[" + keyId.toHex() + "]";
  }
}
