package dev.skep.store.jdbc.internal;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.EnrollmentTerms;
import dev.skep.api.issuer.IssuedCertificate;
import java.time.Duration;
import java.util.Optional;

/** Values for tests. */
final class Samples {
  static final Duration VALIDITY = Duration.ofDays(365);

  private Samples() {}

  static Bytes session(int number) {
    return Bytes.hex(String.format("%032x", number));
  }

  static EnrollmentTerms terms(String id, String account) {
    return new EnrollmentTerms(
        id,
        account,
        "employee-badge",
        Bytes.of(new byte[32]),
        Bytes.utf8("sealed"),
        Optional.of("ab".repeat(32)),
        TestClock.START,
        TestClock.START.plusSeconds(600));
  }

  static IssuedCertificate certificate(String serialNumber) {
    return new IssuedCertificate(
        serialNumber,
        Bytes.utf8("certificate " + serialNumber),
        "signature",
        Bytes.utf8("public key"),
        Bytes.EMPTY,
        TestClock.START,
        TestClock.START.plus(VALIDITY));
  }

  /** As large as with the largest signatures of FIPS 205 three times over. */
  static IssuedCertificate large(String serialNumber) {
    byte[] certificate = new byte[150_000];
    certificate[149_999] = 1;
    return new IssuedCertificate(
        serialNumber,
        Bytes.of(certificate),
        "signature",
        Bytes.of(new byte[10_000]),
        Bytes.of(certificate),
        TestClock.START,
        TestClock.START.plus(VALIDITY));
  }
}
