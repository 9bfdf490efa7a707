package dev.skep.server.core.internal.trust;

import java.security.cert.CertificateParsingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads the two times of a certificate, which must be in UTC, to the second, and on the calendar
 * (RFC 5280 4.1.2.5). The JDK also takes fractions, offsets and the 30th of February. A
 * GeneralizedTime before 2050 passes, since PKITS 4.2.4 and many a CA have it.
 */
final class ValidityForm {
  private static final int VERSION = 0xa0;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int UTC_CENTURY_ENDS = 50;
  private static final int UTC_DIGITS = 12;
  private static final int GENERALIZED_DIGITS = 14;

  private ValidityForm() {}

  /**
   * When a certificate is valid.
   *
   * @param certificate version 3, DER
   * @throws CertificateParsingException if a time has another form
   */
  static ValidityWindow of(byte[] certificate) throws CertificateParsingException {
    DerReader signed =
        new DerReader(certificate).enter(DerReader.SEQUENCE).enter(DerReader.SEQUENCE);
    signed.enter(VERSION);
    signed.enter(DerReader.INTEGER);
    signed.enter(DerReader.SEQUENCE);
    signed.enter(DerReader.SEQUENCE);
    return read(signed.enter(DerReader.SEQUENCE));
  }

  /**
   * Reads a Validity.
   *
   * @param validity its content
   * @throws CertificateParsingException if a time has another form
   */
  static ValidityWindow read(DerReader validity) throws CertificateParsingException {
    Instant from = time(validity);
    Instant until = time(validity);
    validity.end();
    return new ValidityWindow(from, until);
  }

  private static Instant time(DerReader validity) throws CertificateParsingException {
    int tag = validity.tag();
    String text = validity.next().ascii();
    if (tag == UTC_TIME && isDigitsAndZ(text, UTC_DIGITS)) {
      boolean past = Integer.parseInt(text.substring(0, 2)) >= UTC_CENTURY_ENDS;
      return instant((past ? "19" : "20") + text);
    }
    if (tag == GENERALIZED_TIME && isDigitsAndZ(text, GENERALIZED_DIGITS)) {
      return instant(text);
    }
    throw new CertificateParsingException("a time is not in UTC to the second");
  }

  /** By hand: this is done for each certificate of each session. */
  private static boolean isDigitsAndZ(String text, int digits) {
    if (text.length() != digits + 1 || text.charAt(digits) != 'Z') {
      return false;
    }
    for (int i = 0; i < digits; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static Instant instant(String text) throws CertificateParsingException {
    int[] pairs = new int[GENERALIZED_DIGITS / 2];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = Integer.parseInt(text, 2 * i, 2 * i + 2, 10);
    }
    try {
      return LocalDateTime.of(
              100 * pairs[0] + pairs[1], pairs[2], pairs[3], pairs[4], pairs[5], pairs[6])
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new CertificateParsingException("a time is on no calendar", e);
    }
  }
}
