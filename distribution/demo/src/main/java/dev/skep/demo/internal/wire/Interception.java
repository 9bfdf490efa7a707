package dev.skep.demo.internal.wire;

import dev.skep.api.SecretBytes;
import dev.skep.api.se.Established;

/**
 * What the attacker got out of a victim's SE. Closing it erases K.
 *
 * @param offer the server's, unchanged
 * @param made EK for the attacker's key, AK, the chain
 * @param sharedSecret what the attacker's private key made of EK
 * @param proven whether AK verifies over the attacker's own transcript with the CK of that secret:
 *     then it is the K that the SE holds
 */
public record Interception(
    ReceivedOffer offer, Established made, SecretBytes sharedSecret, boolean proven)
    implements AutoCloseable {
  @Override
  public void close() {
    sharedSecret.close();
  }
}
