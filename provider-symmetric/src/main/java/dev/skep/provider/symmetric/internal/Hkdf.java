package dev.skep.provider.symmetric.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Derivation;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * HKDF (RFC 5869) with one hash.
 *
 * @param engines who computes
 * @param hmac which HMAC
 * @param hashBytes the length of its hash
 */
record Hkdf(SymmetricEngines engines, Primitive hmac, int hashBytes) {

  /**
   * Extract and expand: the salt is the context, the info is the label.
   *
   * @throws IllegalArgumentException if a length is outside its range, or the label is not
   *     printable ASCII
   */
  SecretBytes derive(SecretBytes key, String label, Bytes context, int lengthBytes) {
    try (Derivation derivation = begin(key, context)) {
      return derivation.derive(label, lengthBytes);
    }
  }

  /**
   * Extracts, and expands for each label.
   *
   * @param key read here, not later
   * @throws IllegalArgumentException if the key is too short
   */
  Derivation begin(SecretBytes key, Bytes context) {
    DerivationLimits.checkKey(key);
    Mac mac = extractor(context.toArray());
    byte[] extracted = key.use(mac::doFinal);
    try {
      engines.rekey(mac, hmac, extracted);
      return new Expansion(mac);
    } finally {
      Arrays.fill(extracted, (byte) 0);
    }
  }

  /**
   * Section 2.2.
   *
   * @param salt empty stands for a hash length of zeros
   * @return PRK; the caller zeroes it
   */
  byte[] extract(byte[] salt, byte[] inputKey) {
    return extractor(salt).doFinal(inputKey);
  }

  private Mac extractor(byte[] salt) {
    // JCA refuses an empty key; HMAC pads with zeros, so that the result is the same.
    return engines.mac(hmac, salt.length == 0 ? new byte[hashBytes] : salt);
  }

  /**
   * Section 2.3.
   *
   * @return OKM; the caller zeroes it
   * @throws IllegalArgumentException if the length is over 255 hash lengths
   */
  byte[] expand(byte[] extracted, byte[] info, int lengthBytes) {
    if (lengthBytes > 255 * hashBytes) {
      throw new IllegalArgumentException("HKDF gives at most " + 255 * hashBytes + " bytes");
    }
    return new Expansion(engines.mac(hmac, extracted)).expand(info, lengthBytes);
  }
}
