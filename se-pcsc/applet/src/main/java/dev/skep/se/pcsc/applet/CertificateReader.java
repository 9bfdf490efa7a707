package dev.skep.se.pcsc.applet;

import javacard.framework.Util;

/** Finds the public key of an X.509 certificate (RFC 5280 4.1), and looks at nothing else. */
final class CertificateReader {
  private static final byte SEQUENCE = 0x30;
  private static final byte VERSION = (byte) 0xA0;

  /** Serial number, algorithm, issuer, validity, subject. */
  private static final short BEFORE_KEY = 5;

  private CertificateReader() {}

  /** Whether a certificate is for a key, given as SPKI in DER. */
  static boolean isFor(
      byte[] certificate, short offset, short length, byte[] key, short spki, short spkiLength) {
    short end = (short) (offset + length);
    if (after(certificate, offset, end) != end || certificate[offset] != SEQUENCE) {
      return false;
    }
    short tbs = content(certificate, offset);
    short tbsEnd = after(certificate, tbs, end);
    if (tbsEnd < 0 || certificate[tbs] != SEQUENCE) {
      return false;
    }
    short at = content(certificate, tbs);
    if (at < tbsEnd && certificate[at] == VERSION) {
      at = after(certificate, at, tbsEnd);
    }
    for (short i = 0; i < BEFORE_KEY && at >= 0; i++) {
      at = after(certificate, at, tbsEnd);
    }
    return at >= 0
        && after(certificate, at, tbsEnd) == (short) (at + spkiLength)
        && Util.arrayCompare(certificate, at, key, spki, spkiLength) == 0;
  }

  /** Where the value of the element here begins, which is known to be whole. */
  private static short content(byte[] buffer, short at) {
    byte length = buffer[(short) (at + 1)];
    return (short) (at + 2 + (length < 0 ? length & 0x7F : 0));
  }

  /** Where the element here ends; -1 if it is not whole, or longer than a card's chain. */
  private static short after(byte[] buffer, short at, short end) {
    if (at < 0 || (short) (end - at) < 2) {
      return -1;
    }
    short length = (short) (buffer[(short) (at + 1)] & 0xFF);
    short start = (short) (at + 2);
    if (length > 0x82 || length == 0x80) {
      return -1;
    }
    if (length > 0x80) {
      short bytes = (short) (length & 0x7F);
      if ((short) (end - start) < bytes) {
        return -1;
      }
      length = bytes == 1 ? (short) (buffer[start] & 0xFF) : Util.getShort(buffer, start);
      start += bytes;
    }
    return length < 0 || length > (short) (end - start) ? -1 : (short) (start + length);
  }
}
