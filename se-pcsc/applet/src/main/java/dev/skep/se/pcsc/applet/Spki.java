package dev.skep.se.pcsc.applet;

import javacard.framework.Util;

/**
 * Public keys as SubjectPublicKeyInfo in DER (RFC 5280 4.1): reads those of P-256 and RSA, in their
 * one encoding, and writes those of this card. Whatever is not exactly that is {@code 6A80}.
 */
final class Spki {
  /** What was read is a point of P-256. */
  static final byte EC = 1;

  /** What was read is an RSA key. */
  static final byte RSA = 2;

  /** Bytes of the SPKI of a point. */
  static final short EC_SIZE = 91;

  private static final byte[] EC_HEAD = {
    0x30,
    0x59,
    0x30,
    0x13,
    0x06,
    0x07,
    0x2A,
    (byte) 0x86,
    0x48,
    (byte) 0xCE,
    0x3D,
    0x02,
    0x01,
    0x06,
    0x08,
    0x2A,
    (byte) 0x86,
    0x48,
    (byte) 0xCE,
    0x3D,
    0x03,
    0x01,
    0x07,
    0x03,
    0x42,
    0x00
  };
  private static final byte[] RSA_ALGORITHM = {
    0x30,
    0x0D,
    0x06,
    0x09,
    0x2A,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xF7,
    0x0D,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };
  private static final byte SEQUENCE = 0x30;
  private static final byte BIT_STRING = 0x03;
  private static final byte INTEGER = 0x02;

  private static final short AT = 0;
  private static final short MODULUS = 1;
  private static final short MODULUS_LENGTH = 2;
  private static final short EXPONENT = 3;
  private static final short EXPONENT_LENGTH = 4;

  private final short[] found = Memory.shorts((short) 5);

  /** Reads a key; which kind it is. Says nothing yet of whether it is good. */
  byte read(byte[] buffer, short offset, short length) {
    if (length == EC_SIZE
        && Util.arrayCompare(EC_HEAD, (short) 0, buffer, offset, (short) EC_HEAD.length) == 0) {
      found[AT] = (short) (offset + EC_HEAD.length);
      if (!P256.isPoint(buffer, found[AT])) {
        Cbor.malformed();
      }
      return EC;
    }
    readRsa(buffer, offset, (short) (offset + length));
    return RSA;
  }

  /** Where the point is that was read. */
  short point() {
    return found[AT];
  }

  short modulus() {
    return found[MODULUS];
  }

  short modulusLength() {
    return found[MODULUS_LENGTH];
  }

  short exponent() {
    return found[EXPONENT];
  }

  short exponentLength() {
    return found[EXPONENT_LENGTH];
  }

  private void readRsa(byte[] buffer, short offset, short end) {
    found[AT] = offset;
    expectEnd(value(buffer, SEQUENCE, end), end);
    short algorithm = (short) RSA_ALGORITHM.length;
    if ((short) (end - found[AT]) < algorithm
        || Util.arrayCompare(RSA_ALGORITHM, (short) 0, buffer, found[AT], algorithm) != 0) {
      Cbor.malformed();
    }
    found[AT] += algorithm;
    expectEnd(value(buffer, BIT_STRING, end), end);
    if (buffer[found[AT]++] != 0) {
      Cbor.malformed();
    }
    expectEnd(value(buffer, SEQUENCE, end), end);
    found[MODULUS_LENGTH] = integer(buffer, end);
    found[MODULUS] = (short) (found[AT] - found[MODULUS_LENGTH]);
    found[EXPONENT_LENGTH] = integer(buffer, end);
    found[EXPONENT] = (short) (found[AT] - found[EXPONENT_LENGTH]);
    expectEnd(found[AT], end);
  }

  /** Steps over a positive integer; its length without sign. */
  private short integer(byte[] buffer, short end) {
    short after = value(buffer, INTEGER, end);
    short at = found[AT];
    if (buffer[at] < 0
        || buffer[at] == 0 && ((short) (after - at) == 1 || buffer[(short) (at + 1)] >= 0)) {
      Cbor.malformed();
    }
    found[AT] = after;
    return (short) (buffer[at] == 0 ? after - at - 1 : after - at);
  }

  /** Steps over tag and length; where the value, of at least a byte, ends. */
  private short value(byte[] buffer, byte tag, short end) {
    short at = found[AT];
    if ((short) (end - at) < 4 || buffer[at] != tag) {
      Cbor.malformed();
    }
    short length = (short) (buffer[(short) (at + 1)] & 0xFF);
    at += 2;
    if (length == 0x81) {
      length = (short) (buffer[at++] & 0xFF);
      if (length < 0x80) {
        Cbor.malformed();
      }
    } else if (length == 0x82) {
      length = Util.getShort(buffer, at);
      at += 2;
      if (length < 0x100) {
        Cbor.malformed();
      }
    } else if (length > 0x7F) {
      Cbor.malformed();
    }
    if (length == 0 || length > (short) (end - at)) {
      Cbor.malformed();
    }
    found[AT] = at;
    return (short) (at + length);
  }

  private static void expectEnd(short at, short end) {
    if (at != end) {
      Cbor.malformed();
    }
  }

  /** Writes what comes before a point; where the point goes. */
  static short writeEcHead(byte[] out, short offset) {
    return Util.arrayCopyNonAtomic(EC_HEAD, (short) 0, out, offset, (short) EC_HEAD.length);
  }

  /**
   * Writes the SPKI of an RSA key of 2048 bits with an exponent of three bytes.
   *
   * @return where it ends; the modulus is to be written 256 + 5 bytes before, the exponent 3 before
   */
  static short writeRsa2048(byte[] out, short offset) {
    short at = header(out, offset, SEQUENCE, (short) 290);
    at = Util.arrayCopyNonAtomic(RSA_ALGORITHM, (short) 0, out, at, (short) RSA_ALGORITHM.length);
    at = header(out, at, BIT_STRING, (short) 271);
    out[at++] = 0;
    at = header(out, at, SEQUENCE, (short) 266);
    at = header(out, at, INTEGER, (short) 257);
    out[at++] = 0;
    at += 256;
    out[at++] = INTEGER;
    out[at++] = 3;
    return (short) (at + 3);
  }

  private static short header(byte[] out, short offset, byte tag, short length) {
    out[offset++] = tag;
    out[offset++] = (byte) 0x82;
    return Util.setShort(out, offset, length);
  }
}
