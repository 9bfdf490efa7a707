package dev.skep.se.kernel.internal.storage;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.engine.JcaEngines;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM of the JDK for what the SE seals for itself: its storage and its handles. Records on
 * the wire use the ciphers of the catalogue instead.
 *
 * <p>Key and nonce must never repeat together.
 */
public final class AesGcm256 {
  /** The length of a key, in bytes. */
  public static final int KEY_BYTES = 32;

  /** The length of a nonce, in bytes. */
  public static final int NONCE_BYTES = 12;

  /** The length of the tag at the ciphertext's end, in bytes. */
  public static final int TAG_BYTES = 16;

  private AesGcm256() {}

  /**
   * Seals.
   *
   * @param key 32 bytes; read, not kept
   * @param nonce 12 bytes
   * @param plaintext read, not kept
   * @return ciphertext and tag
   */
  public static Bytes seal(
      SecretBytes key, Bytes nonce, Bytes associatedData, SecretBytes plaintext) {
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, associatedData);
      return Bytes.of(plaintext.use(cipher::doFinal));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK's AES-GCM failed: " + e.getMessage(), e);
    }
  }

  /**
   * Opens.
   *
   * @param ciphertext any bytes, any length
   * @return the plaintext, which the caller closes; empty if it is not authentic
   */
  public static Optional<SecretBytes> open(
      SecretBytes key, Bytes nonce, Bytes associatedData, Bytes ciphertext) {
    if (ciphertext.length() < TAG_BYTES) {
      return Optional.empty();
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, associatedData);
      return Optional.of(SecretBytes.adopt(cipher.doFinal(ciphertext.toArray())));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK's AES-GCM failed: " + e.getMessage(), e);
    }
  }

  private static Cipher cipher(int mode, SecretBytes key, Bytes nonce, Bytes associatedData)
      throws GeneralSecurityException {
    Cipher cipher =
        Cipher.getInstance(
            "AES/GCM/NoPadding", new JcaEngines().select(List.of(JcaEngines.JDK), "Cipher", "AES"));
    GCMParameterSpec parameters = new GCMParameterSpec(8 * TAG_BYTES, nonce.toArray());
    key.use(
        k -> {
          cipher.init(mode, new SecretKeySpec(k, "AES"), parameters);
          return cipher;
        });
    cipher.updateAAD(associatedData.toArray());
    return cipher;
  }
}
