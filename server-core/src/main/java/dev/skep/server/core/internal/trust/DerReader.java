package dev.skep.server.core.internal.trust;

import java.math.BigInteger;
import java.security.cert.CertificateParsingException;
import java.util.Arrays;

/**
 * Reads the elements of a DER encoding one after the other (X.690 section 10): definite, minimal
 * lengths, tag numbers up to 30. Works inside the array that it is given.
 */
final class DerReader {
  static final int SEQUENCE = 0x30;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  private static final int CONSTRUCTED = 0x20;
  private static final int DEEPEST = 16;

  private final byte[] bytes;
  private final int end;
  private int position;

  DerReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads from a position to the end. */
  DerReader(byte[] bytes, int start) {
    this(bytes, start, bytes.length);
  }

  private DerReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /**
   * Checks that the whole array is one well-formed element, down to its primitive parts.
   *
   * @throws CertificateParsingException if not, or if it is nested deeper than 16 levels
   */
  static void checkSingleElement(byte[] bytes) throws CertificateParsingException {
    DerReader reader = new DerReader(bytes);
    reader.walk(0);
    if (reader.hasMore()) {
      throw new CertificateParsingException("bytes follow the end of the encoding");
    }
  }

  boolean hasMore() {
    return position < end;
  }

  /** The tag of the next element. */
  int tag() throws CertificateParsingException {
    if (!hasMore()) {
      throw new CertificateParsingException("an element is missing");
    }
    return bytes[position] & 0xff;
  }

  /** Goes past the next element, which must have this tag, and gives a reader of its content. */
  DerReader enter(int tag) throws CertificateParsingException {
    if (tag() != tag) {
      throw new CertificateParsingException(
          String.format("tag %02x stands where %02x must", tag(), tag));
    }
    return next();
  }

  /** Goes past the next element, whatever it is, and gives a reader of its content. */
  DerReader next() throws CertificateParsingException {
    if ((tag() & 0x1f) == 0x1f) {
      throw new CertificateParsingException("a tag number above 30");
    }
    position++;
    int length = length();
    DerReader content = new DerReader(bytes, position, position + length);
    position += length;
    return content;
  }

  /** Goes past the next element, whatever it is, and gives its whole encoding. */
  byte[] element() throws CertificateParsingException {
    int start = position;
    next();
    return Arrays.copyOfRange(bytes, start, position);
  }

  /** What is left of this content. */
  byte[] rest() {
    return Arrays.copyOfRange(bytes, position, end);
  }

  /**
   * Checks that nothing is left.
   *
   * @throws CertificateParsingException if something is
   */
  void end() throws CertificateParsingException {
    if (hasMore()) {
      throw new CertificateParsingException("an element where none may be");
    }
  }

  /** The dotted form of this content as an object identifier (X.690 8.19). */
  String objectIdentifier() throws CertificateParsingException {
    StringBuilder dotted = new StringBuilder();
    while (hasMore()) {
      BigInteger arc = arc();
      if (dotted.length() > 0) {
        dotted.append('.').append(arc);
      } else {
        int root = Math.min(arc.divide(BigInteger.valueOf(40)).min(BigInteger.TWO).intValue(), 2);
        dotted.append(root).append('.').append(arc.subtract(BigInteger.valueOf(40L * root)));
      }
    }
    if (dotted.length() == 0) {
      throw new CertificateParsingException("an empty object identifier");
    }
    return dotted.toString();
  }

  private BigInteger arc() throws CertificateParsingException {
    if (tag() == 0x80) {
      throw new CertificateParsingException("an object identifier with needless leading bits");
    }
    BigInteger arc = BigInteger.ZERO;
    int octet;
    do {
      octet = tag();
      position++;
      arc = arc.shiftLeft(7).or(BigInteger.valueOf(octet & 0x7f));
    } while ((octet & 0x80) != 0);
    return arc;
  }

  private void walk(int depth) throws CertificateParsingException {
    if (depth > DEEPEST) {
      throw new CertificateParsingException("nested deeper than " + DEEPEST + " levels");
    }
    int tag = tag();
    boolean constructed = (tag & CONSTRUCTED) != 0;
    DerReader content = next();
    if (tag == BIT_STRING) {
      content.checkUnusedBits();
    }
    while (constructed && content.hasMore()) {
      content.walk(depth + 1);
    }
  }

  /** Unused bits are at most seven and zero (X.690 11.2.1), or a signature had many encodings. */
  private void checkUnusedBits() throws CertificateParsingException {
    int unused = hasMore() ? bytes[position] : Byte.SIZE;
    boolean fits = unused >= 0 && unused < Byte.SIZE && (unused == 0 || end - position > 1);
    if (!fits || (bytes[end - 1] & ((1 << unused) - 1)) != 0 && unused > 0) {
      throw new CertificateParsingException("a bit string with wrong unused bits");
    }
  }

  private int length() throws CertificateParsingException {
    int first = tag();
    position++;
    if (first < 0x80) {
      return fitting(first);
    }
    int octets = first & 0x7f;
    if (octets == 0 || octets > Integer.BYTES || octets > end - position) {
      throw new CertificateParsingException("an indefinite or oversized length");
    }
    int length = 0;
    for (int i = 0; i < octets; i++) {
      length = length << Byte.SIZE | bytes[position++] & 0xff;
    }
    if (length < 0x80 || length >>> (8 * (octets - 1)) == 0) {
      throw new CertificateParsingException("a length that is not minimal");
    }
    return fitting(length);
  }

  private int fitting(int length) throws CertificateParsingException {
    if (length > end - position) {
      throw new CertificateParsingException("an element longer than what is left");
    }
    return length;
  }
}
