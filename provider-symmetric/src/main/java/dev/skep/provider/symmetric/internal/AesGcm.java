package dev.skep.provider.symmetric.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-GCM (SP 800-38D) with an explicit 96-bit nonce and a 128-bit tag at the end.
 *
 * @param engines who computes
 */
record AesGcm(SymmetricEngines engines) {
  private static final int TAG_BYTES = 16;

  /**
   * Seals.
   *
   * @param nonce 12 bytes, never twice under one key
   */
  Bytes seal(byte[] key, byte[] nonce, byte[] associatedData, byte[] plaintext) {
    try {
      return Bytes.of(cipher(Cipher.ENCRYPT_MODE, key, nonce, associatedData).doFinal(plaintext));
    } catch (GeneralSecurityException e) {
      throw SymmetricEngines.cannotHappen(Primitive.AES_GCM, e);
    }
  }

  /** Opens; every failure gives the same empty result. */
  Optional<SecretBytes> open(byte[] key, byte[] nonce, byte[] associatedData, byte[] body) {
    if (body.length < TAG_BYTES) {
      return Optional.empty();
    }
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, associatedData);
    try {
      return Optional.of(SecretBytes.adopt(cipher.doFinal(body)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] associatedData) {
    Cipher cipher =
        engines.cipher(
            Primitive.AES_GCM,
            mode,
            new SecretKeySpec(key, "AES"),
            new GCMParameterSpec(8 * TAG_BYTES, nonce));
    cipher.updateAAD(associatedData);
    return cipher;
  }
}
