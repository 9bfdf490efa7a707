package dev.skep.provider.rsa.internal;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.util.Arrays;

/**
 * Reads the few DER types of RSA keys (X.690), each only in its one shortest form. So what was read
 * to its end encodes to the same bytes again (attack 34), whatever engine is used later.
 *
 * <p>It copies nothing: the array may hold a private key and stays the caller's.
 */
final class DerReader {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int SEQUENCE = 0x30;

  private final byte[] der;
  private final int end;
  private int position;

  private DerReader(byte[] der, int position, int end) {
    this.der = der;
    this.position = position;
    this.end = end;
  }

  static DerReader of(byte[] der) {
    return new DerReader(der, 0, der.length);
  }

  /** Enters the next element; this reader goes on after it. */
  DerReader enter(int tag) throws InvalidKeyException {
    if (octet() != tag) {
      throw malformed("another type than expected");
    }
    int length = length();
    DerReader content = new DerReader(der, position, position + length);
    position += length;
    return content;
  }

  /** Reads a positive INTEGER. */
  BigInteger positive() throws InvalidKeyException {
    DerReader content = enter(INTEGER);
    int length = content.end - content.position;
    if (length == 0 || der[content.position] < 0) {
      throw malformed("an empty or negative number");
    }
    if (length > 1 && der[content.position] == 0 && der[content.position + 1] >= 0) {
      throw malformed("a number with superfluous zeros");
    }
    BigInteger value = new BigInteger(der, content.position, length);
    if (value.signum() == 0) {
      throw malformed("a number that is zero");
    }
    return value;
  }

  /** Skips bytes that must be there, or says what is wrong. */
  void expect(byte[] bytes, String otherwise) throws InvalidKeyException {
    int after = position + bytes.length;
    if (after > end || !Arrays.equals(der, position, after, bytes, 0, bytes.length)) {
      throw new InvalidKeyException(otherwise);
    }
    position = after;
  }

  /** Checks that nothing is left. */
  void end() throws InvalidKeyException {
    if (position != end) {
      throw malformed("bytes after its end");
    }
  }

  private int length() throws InvalidKeyException {
    int first = octet();
    int length = first;
    if (first >= 0x80) {
      int octets = first & 0x7f;
      if (octets == 0 || octets > 3) {
        throw malformed("an indefinite or huge length");
      }
      length = 0;
      for (int i = 0; i < octets; i++) {
        length = (length << 8) | octet();
      }
      if (length < 0x80 || length >> (8 * (octets - 1)) == 0) {
        throw malformed("a length that is not minimal");
      }
    }
    if (length > end - position) {
      throw malformed("a length beyond its end");
    }
    return length;
  }

  private int octet() throws InvalidKeyException {
    if (position == end) {
      throw malformed("an early end");
    }
    return der[position++] & 0xff;
  }

  private static InvalidKeyException malformed(String what) {
    return new InvalidKeyException("the RSA key is not DER as it must be: " + what);
  }
}
