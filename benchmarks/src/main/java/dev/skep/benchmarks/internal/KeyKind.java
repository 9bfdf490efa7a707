package dev.skep.benchmarks.internal;

import dev.skep.api.Suite;

/** The two suites that are measured: with them go the keys and signatures of the device CA. */
enum KeyKind {
  /** P-256 throughout; a fresh server key for each offer. */
  EC("DHKEM-P256-HKDF-SHA256", "ES256", 256, "EC", "SHA256withECDSA"),
  /** RSA of 2048 bits throughout; one server key for many offers. */
  RSA("RSA-OAEP-256", "RS256", 2048, "RSA", "SHA256withRSA");

  private final Suite suite;
  private final int bits;
  private final String keyAlgorithm;
  private final String signatureAlgorithm;

  KeyKind(
      String transport,
      String attestation,
      int bits,
      String keyAlgorithm,
      String signatureAlgorithm) {
    this.suite = new Suite(transport, attestation, "HKDF-SHA256", "A256GCM");
    this.bits = bits;
    this.keyAlgorithm = keyAlgorithm;
    this.signatureAlgorithm = signatureAlgorithm;
  }

  /** What the sessions run with. */
  Suite suite() {
    return suite;
  }

  /** The size of every key. */
  int bits() {
    return bits;
  }

  /** The JCA name of the keys. */
  String keyAlgorithm() {
    return keyAlgorithm;
  }

  /** The JCA name of the signatures, also of those in certificates. */
  String signatureAlgorithm() {
    return signatureAlgorithm;
  }
}
