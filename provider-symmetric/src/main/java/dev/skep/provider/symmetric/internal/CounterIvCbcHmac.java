package dev.skep.provider.symmetric.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@link AesCbcHmac} with an IV made from the sequence number: the encryption of 8 zero bytes ‖
 * sequence number (8 bytes, big endian) under a key of its own. The number itself would be an IV
 * that everybody can foresee, which CBC does not bear (SP 800-38A appendix C). The IV is not sent.
 *
 * <p>Key: MAC_KEY ‖ ENC_KEY (as RFC 7518) ‖ IV_KEY, three times {@code halfBytes}.
 *
 * @param engines who computes
 * @param core the RFC's part
 */
record CounterIvCbcHmac(SymmetricEngines engines, AesCbcHmac core) {
  private static final int BLOCK_BYTES = 16;

  /** The length of the whole key. */
  int keyBytes() {
    return 3 * core.halfBytes();
  }

  /** Seals, see {@link dev.skep.api.algorithm.SessionCipher#seal}. */
  Bytes seal(SecretBytes key, long sequence, Bytes associatedData, SecretBytes plaintext) {
    RecordLimits.check(key, keyBytes(), sequence);
    byte[] data = associatedData.toArray();
    return key.use(k -> plaintext.use(p -> core.seal(k, iv(k, sequence), data, p)));
  }

  /** Opens, see {@link dev.skep.api.algorithm.SessionCipher#open}. */
  Optional<SecretBytes> open(SecretBytes key, long sequence, Bytes associatedData, Bytes body) {
    RecordLimits.check(key, keyBytes(), sequence);
    byte[] data = associatedData.toArray();
    return key.use(k -> core.open(k, iv(k, sequence), data, body.toArray()));
  }

  /** The IV of one record; not secret once its record is sent, but not to be foreseen. */
  byte[] iv(byte[] key, long sequence) {
    int half = core.halfBytes();
    SecretKeySpec ivKey = new SecretKeySpec(key, 2 * half, half, "AES");
    try {
      return engines
          .cipher(Primitive.AES_ECB, Cipher.ENCRYPT_MODE, ivKey, null)
          .doFinal(RecordLimits.encode(sequence, BLOCK_BYTES));
    } catch (GeneralSecurityException e) {
      throw SymmetricEngines.cannotHappen(Primitive.AES_ECB, e);
    }
  }
}
