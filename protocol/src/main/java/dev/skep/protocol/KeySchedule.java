package dev.skep.protocol;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.KeyDerivation;

/** The keys that both sides derive from K (spec section 6). */
public final class KeySchedule {
  /** The length of CK and of the external key, in bytes. */
  public static final int KEY_BYTES = 32;

  private KeySchedule() {}

  /**
   * CK, which AK signs. K is read, not kept; the caller closes the result.
   *
   * @param sharedSecret K
   * @param transcriptHash TH
   */
  public static SecretBytes confirmationKey(
      KeyDerivation kdf, SecretBytes sharedSecret, Bytes transcriptHash) {
    return derive(kdf, sharedSecret, "confirm", transcriptHash, KEY_BYTES);
  }

  /**
   * The key of one direction's records.
   *
   * @param keyBytes what the cipher needs
   */
  public static SecretBytes trafficKey(
      KeyDerivation kdf,
      SecretBytes sharedSecret,
      Direction direction,
      Bytes transcriptHash,
      int keyBytes) {
    return derive(kdf, sharedSecret, direction.label(), transcriptHash, keyBytes);
  }

  /** The key for MACs over data made outside the SE. */
  public static SecretBytes externalKey(
      KeyDerivation kdf, SecretBytes sharedSecret, Bytes transcriptHash) {
    return derive(kdf, sharedSecret, "external", transcriptHash, KEY_BYTES);
  }

  private static SecretBytes derive(
      KeyDerivation kdf, SecretBytes sharedSecret, String label, Bytes transcriptHash, int length) {
    return kdf.derive(sharedSecret, Transcript.PROTOCOL + " " + label, transcriptHash, length);
  }
}
