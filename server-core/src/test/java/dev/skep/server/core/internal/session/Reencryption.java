package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.algorithm.KeyTransport;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** What an attacker who holds K can send to the true server. */
final class Reencryption {
  private Reencryption() {}

  /** The same K where the transport encrypts a chosen one (RSA), another K where it cannot (DH). */
  static Bytes of(KeyTransport transport, Bytes trueKey, SecretBytes k, SecureRandom random)
      throws GeneralSecurityException {
    PublicKey key = transport.decodePublicKey(trueKey);
    if (transport.keyPairPerOffer()) {
      try (Encapsulation other = transport.encapsulate(key, random)) {
        return other.encapsulatedKey();
      }
    }
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        key,
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
    return Bytes.of(k.use(cipher::doFinal));
  }
}
