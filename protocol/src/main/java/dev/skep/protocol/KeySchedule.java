package dev.skep.protocol;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Derivation;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.protocol.RecordChannel.TrafficKeys;

/**
 * The keys that both sides derive from K (spec section 6). K is read, not kept, until this is
 * closed. Not thread-safe.
 */
public final class KeySchedule implements AutoCloseable {
  /** The length of CK and of the external key, in bytes. */
  public static final int KEY_BYTES = 32;

  private final Derivation derivation;

  private KeySchedule(Derivation derivation) {
    this.derivation = derivation;
  }

  /**
   * Begins to derive the keys of a session, which is faster than one by one.
   *
   * @param sharedSecret K; stays the caller's, who closes it after the result
   * @param transcriptHash TH
   */
  public static KeySchedule of(KeyDerivation kdf, SecretBytes sharedSecret, Bytes transcriptHash) {
    return new KeySchedule(kdf.begin(sharedSecret, transcriptHash));
  }

  /** CK, which AK signs; the caller closes it. */
  public SecretBytes confirmationKey() {
    return derive("confirm", KEY_BYTES);
  }

  /**
   * The keys of the records; the caller closes them.
   *
   * @param sending what this end seals
   * @param keyBytes what the cipher needs
   */
  public TrafficKeys trafficKeys(Direction sending, int keyBytes) {
    SecretBytes send = derive(sending.label(), keyBytes);
    try {
      return new TrafficKeys(send, derive(sending.reverse().label(), keyBytes));
    } catch (RuntimeException e) {
      send.close();
      throw e;
    }
  }

  /** The key for MACs over data made outside the SE; the caller closes it. */
  public SecretBytes externalKey() {
    return derive("external", KEY_BYTES);
  }

  /**
   * CK alone. K is read, not kept; the caller closes the result.
   *
   * @param sharedSecret K
   * @param transcriptHash TH
   */
  public static SecretBytes confirmationKey(
      KeyDerivation kdf, SecretBytes sharedSecret, Bytes transcriptHash) {
    try (KeySchedule keys = of(kdf, sharedSecret, transcriptHash)) {
      return keys.confirmationKey();
    }
  }

  /**
   * The key of one direction's records alone.
   *
   * @param keyBytes what the cipher needs
   */
  public static SecretBytes trafficKey(
      KeyDerivation kdf,
      SecretBytes sharedSecret,
      Direction direction,
      Bytes transcriptHash,
      int keyBytes) {
    try (KeySchedule keys = of(kdf, sharedSecret, transcriptHash)) {
      return keys.derive(direction.label(), keyBytes);
    }
  }

  /** The key for MACs over data made outside the SE, alone. */
  public static SecretBytes externalKey(
      KeyDerivation kdf, SecretBytes sharedSecret, Bytes transcriptHash) {
    try (KeySchedule keys = of(kdf, sharedSecret, transcriptHash)) {
      return keys.externalKey();
    }
  }

  @Override
  public void close() {
    derivation.close();
  }

  private SecretBytes derive(String label, int lengthBytes) {
    return derivation.derive(Transcript.PROTOCOL + " " + label, lengthBytes);
  }
}
