package dev.skep.provider.symmetric.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-CBC with HMAC, encrypt-then-MAC (RFC 7518 section 5.2.2), with an explicit IV.
 *
 * <p>The key is MAC_KEY ‖ ENC_KEY, of which a longer array holds the first bytes.
 *
 * @param engines who computes
 * @param hmac with SHA-256 or SHA-512
 * @param halfBytes the length of MAC_KEY, of ENC_KEY and of the tag: 16 or 32
 */
record AesCbcHmac(SymmetricEngines engines, Primitive hmac, int halfBytes) {
  private static final int BLOCK_BYTES = 16;

  /**
   * Seals.
   *
   * @param iv 16 bytes that nobody could foresee, never twice under one key
   * @return ciphertext ‖ tag
   */
  Bytes seal(byte[] key, byte[] iv, byte[] associatedData, byte[] plaintext) {
    try {
      byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, key, iv).doFinal(plaintext);
      byte[] tag = tag(key, iv, associatedData, ciphertext, ciphertext.length);
      return Bytes.of(
          ByteBuffer.allocate(ciphertext.length + tag.length).put(ciphertext).put(tag).array());
    } catch (GeneralSecurityException e) {
      throw SymmetricEngines.cannotHappen(Primitive.AES_CBC, e);
    }
  }

  /**
   * Opens; every failure gives the same empty result. Nothing is decrypted before the tag is found
   * right, so that padding answers no question of a forger.
   */
  Optional<SecretBytes> open(byte[] key, byte[] iv, byte[] associatedData, byte[] body) {
    int length = body.length - halfBytes;
    // An empty ciphertext is refused here: some engines take it for an empty plaintext.
    if (length < BLOCK_BYTES || length % BLOCK_BYTES != 0) {
      return Optional.empty();
    }
    byte[] expected = tag(key, iv, associatedData, body, length);
    byte[] actual = Arrays.copyOfRange(body, length, body.length);
    if (!MessageDigest.isEqual(expected, actual)) {
      return Optional.empty();
    }
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, iv);
    try {
      return Optional.of(SecretBytes.adopt(cipher.doFinal(body, 0, length)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** HMAC over AAD ‖ IV ‖ ciphertext ‖ AL, cut to its first half. */
  private byte[] tag(byte[] key, byte[] iv, byte[] associatedData, byte[] body, int length) {
    Mac mac = engines.mac(hmac, key, 0, halfBytes);
    mac.update(associatedData);
    mac.update(iv);
    mac.update(body, 0, length);
    mac.update(ByteBuffer.allocate(8).putLong(8L * associatedData.length).array());
    return Arrays.copyOf(mac.doFinal(), halfBytes);
  }

  private Cipher cipher(int mode, byte[] key, byte[] iv) {
    return engines.cipher(
        Primitive.AES_CBC,
        mode,
        new SecretKeySpec(key, halfBytes, halfBytes, "AES"),
        new IvParameterSpec(iv));
  }
}
