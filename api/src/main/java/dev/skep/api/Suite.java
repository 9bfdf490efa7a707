package dev.skep.api;

/**
 * The four independent choices of one session, by registered name (spec section 3).
 *
 * @param transport how K travels, for example {@code RSA-OAEP-256}
 * @param attestation how the SE signs, for example {@code ES256}
 * @param kdf how keys are derived from K, for example {@code HKDF-SHA256}
 * @param cipher how records are protected, for example {@code A256GCM}
 */
public record Suite(String transport, String attestation, String kdf, String cipher) {
  /** Checks that each name is a valid algorithm name. */
  public Suite {
    AlgorithmNames.check(transport);
    AlgorithmNames.check(attestation);
    AlgorithmNames.check(kdf);
    AlgorithmNames.check(cipher);
  }

  /** As any record; written out because each session's log line has it, and Java's own is slow. */
  @Override
  public String toString() {
    return "Suite[transport="
        + transport
        + ", attestation="
        + attestation
        + ", kdf="
        + kdf
        + ", cipher="
        + cipher
        + "]";
  }
}
