package dev.skep.api.der;

import java.util.Arrays;

/**
 * Reads DER strictly (X.690 section 10): definite, minimal lengths of up to 65535 bytes, nothing
 * past the end. Copies nothing but the values asked for, so secrets stay in the caller's array,
 * which is not to change meanwhile. Not thread-safe.
 */
public final class DerReader {
  /** Tag of an INTEGER. */
  public static final int INTEGER = 0x02;

  /** Tag of an OCTET STRING. */
  public static final int OCTET_STRING = 0x04;

  /** Tag of a SEQUENCE. */
  public static final int SEQUENCE = 0x30;

  private final byte[] bytes;
  private final int end;
  private int position;

  /** Reads a whole array. */
  public DerReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private DerReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /** Whether the next element has this tag. */
  public boolean nextIs(int tag) {
    return position < end && (bytes[position] & 0xff) == tag;
  }

  /**
   * Enters an element with this tag; this reader goes on behind it.
   *
   * @throws MalformedDerException if another element is next, or it is not DER
   */
  public DerReader enter(int tag) throws MalformedDerException {
    if (!nextIs(tag)) {
      throw new MalformedDerException("no element with tag " + tag + " where one is due");
    }
    position++;
    int length = length();
    if (length > end - position) {
      throw new MalformedDerException("an element is longer than what is left");
    }
    DerReader inside = new DerReader(bytes, position, position + length);
    position += length;
    return inside;
  }

  /**
   * The content of an element with this tag, as a copy that the caller owns.
   *
   * @throws MalformedDerException as {@link #enter}
   */
  public byte[] value(int tag) throws MalformedDerException {
    DerReader inside = enter(tag);
    return Arrays.copyOfRange(bytes, inside.position, inside.end);
  }

  /**
   * Reads an element with this tag and says whether its content is exactly this.
   *
   * @throws MalformedDerException as {@link #enter}
   */
  public boolean contains(int tag, byte[] content) throws MalformedDerException {
    DerReader inside = enter(tag);
    return Arrays.equals(bytes, inside.position, inside.end, content, 0, content.length);
  }

  /**
   * Checks that nothing is left.
   *
   * @throws MalformedDerException if something is
   */
  public void end() throws MalformedDerException {
    if (position != end) {
      throw new MalformedDerException("bytes after the last element");
    }
  }

  private int length() throws MalformedDerException {
    int first = octet();
    if (first < 0x80) {
      return first;
    }
    int octets = first & 0x7f;
    if (octets == 0 || octets > 2) {
      throw new MalformedDerException("an indefinite or too large length");
    }
    int length = 0;
    for (int i = 0; i < octets; i++) {
      length = length << 8 | octet();
    }
    if (length < 0x80 || octets == 2 && length < 0x100) {
      throw new MalformedDerException("a length that is not minimal");
    }
    return length;
  }

  private int octet() throws MalformedDerException {
    if (position >= end) {
      throw new MalformedDerException("the end inside an element");
    }
    return bytes[position++] & 0xff;
  }
}
