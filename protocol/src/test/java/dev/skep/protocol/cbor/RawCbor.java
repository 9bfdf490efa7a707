package dev.skep.protocol.cbor;

import dev.skep.api.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * Writes CBOR byte by byte from RFC 8949 section 3, well-formed or not, without the code under
 * test.
 */
public final class RawCbor {
  /** Major type 0. */
  public static final int UNSIGNED = 0;

  /** Major type 2. */
  public static final int BYTES = 2;

  /** Major type 3. */
  public static final int TEXT = 3;

  /** Major type 4. */
  public static final int ARRAY = 4;

  /** Major type 5. */
  public static final int MAP = 5;

  private RawCbor() {}

  /** A head in its shortest form (RFC 8949 4.2.1). */
  public static Bytes head(int major, long argument) {
    if (argument < 24) {
      return Bytes.of(new byte[] {(byte) (major << 5 | argument)});
    }
    if (argument < 0x100) {
      return head(major, argument, 1);
    }
    if (argument < 0x1_0000) {
      return head(major, argument, 2);
    }
    return head(major, argument, argument < 0x1_0000_0000L ? 4 : 8);
  }

  /**
   * A head with an argument of the width given, shortest or not.
   *
   * @param width 1, 2, 4 or 8 bytes
   */
  public static Bytes head(int major, long argument, int width) {
    byte[] head = new byte[1 + width];
    head[0] = (byte) (major << 5 | 24 + Integer.numberOfTrailingZeros(width));
    for (int i = 0; i < width; i++) {
      head[width - i] = (byte) (argument >>> 8 * i);
    }
    return Bytes.of(head);
  }

  /** An unsigned integer. */
  public static Bytes unsigned(long value) {
    return head(UNSIGNED, value);
  }

  /** A byte string. */
  public static Bytes bytes(Bytes value) {
    return Bytes.concat(head(BYTES, value.length()), value);
  }

  /** A text string. */
  public static Bytes text(String value) {
    Bytes utf8 = Bytes.of(value.getBytes(StandardCharsets.UTF_8));
    return Bytes.concat(head(TEXT, utf8.length()), utf8);
  }

  /** An array of encoded items. */
  public static Bytes array(Bytes... items) {
    return Bytes.concat(head(ARRAY, items.length), Bytes.concat(items));
  }

  /** A map of encoded keys and values in turn. */
  public static Bytes map(Bytes... keysAndValues) {
    return Bytes.concat(head(MAP, keysAndValues.length / 2), Bytes.concat(keysAndValues));
  }
}
