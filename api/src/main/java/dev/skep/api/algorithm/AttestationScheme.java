package dev.skep.api.algorithm;

import dev.skep.api.Bytes;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The signature by which an SE attests (SE_PrivK). Messages are hashed inside; there is
 * deliberately no way to sign a digest that was made outside.
 *
 * <p>Guarantee: existential unforgeability under chosen messages; one encoding per signature value
 * as far as the scheme allows (strict lengths, strict padding).
 */
@ConsumerType
public interface AttestationScheme extends AsymmetricAlgorithm {
  /**
   * Whether the same device key may also sign ordinary data, as with DIAS. A server accepts such a
   * scheme only by explicit policy and with the device certificate's policy OID.
   */
  default boolean dualUse() {
    return false;
  }

  /**
   * Signs.
   *
   * @param key from {@link #decodePrivateKey} or {@link #generateKeyPair}
   * @param message the whole message, any length
   * @return the signature in the scheme's only encoding (JOSE: r‖s of fixed length for ECDSA)
   */
  Bytes sign(PrivateKey key, Bytes message, SecureRandom random);

  /**
   * Verifies. Never throws for what a peer can send.
   *
   * @param key from {@link #decodePublicKey}
   * @param signature any bytes, any length
   */
  boolean verify(PublicKey key, Bytes message, Bytes signature);
}
