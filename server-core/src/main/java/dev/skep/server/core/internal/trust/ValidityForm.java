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

  /** By hand: this is done for each certificate of each session. */
  private static Instant time(DerReader validity) throws CertificateParsingException {
    int tag = validity.tag();
    byte[] text = validity.next().rest();
    int[] pairs = pairs(text);
    if (tag == UTC_TIME && pairs.length == UTC_DIGITS / 2) {
      int century = pairs[0] >= UTC_CENTURY_ENDS ? 1900 : 2000;
      return instant(century + pairs[0], pairs, 1);
    }
    if (tag == GENERALIZED_TIME && pairs.length == GENERALIZED_DIGITS / 2) {
      return instant(100 * pairs[0] + pairs[1], pairs, 2);
    }
    throw new CertificateParsingException("a time is not in UTC to the second");
  }

  /** The numbers of two digits that stand before a Z; none if there is anything else. */
  private static int[] pairs(byte[] text) {
    int digits = text.length - 1;
    if (digits != UTC_DIGITS && digits != GENERALIZED_DIGITS || text[digits] != 'Z') {
      return new int[0];
    }
    int[] pairs = new int[digits / 2];
    for (int i = 0; i < digits; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return new int[0];
      }
      pairs[i / 2] = 10 * pairs[i / 2] + digit;
    }
    return pairs;
  }

  private static Instant instant(int year, int[] pairs, int month)
      throws CertificateParsingException {
    try {
      return LocalDateTime.of(
              year,
              pairs[month],
              pairs[month + 1],
              pairs[month + 2],
              pairs[month + 3],
              pairs[month + 4])
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new CertificateParsingException("a time is on no calendar", e);
    }
  }
}
