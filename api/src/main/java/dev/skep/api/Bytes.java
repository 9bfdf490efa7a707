package dev.skep.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An immutable sequence of bytes that is not secret. Copies on the way in and out.
 *
 * <p>{@link #equals} is not constant-time; use {@link SecretBytes} for anything that must stay
 * secret.
 */
public final class Bytes {
  /** The empty sequence. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /**
   * Copies an array.
   *
   * @param value any length; read, not kept
   */
  public static Bytes of(byte[] value) {
    return value.length == 0 ? EMPTY : new Bytes(value.clone());
  }

  /**
   * Copies a part of an array.
   *
   * @throws IndexOutOfBoundsException if the part is not inside the array
   */
  public static Bytes of(byte[] value, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, value.length);
    return new Bytes(Arrays.copyOfRange(value, offset, offset + length));
  }

  /** Encodes a string as UTF-8. */
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Decodes hexadecimal digits, upper or lower case, without separators.
   *
   * @throws IllegalArgumentException if a character is no digit or their number is odd
   */
  public static Bytes hex(String digits) {
    return new Bytes(HexFormat.of().parseHex(digits));
  }

  /** Joins sequences in the order given; no lengths are added. */
  public static Bytes concat(Bytes... parts) {
    int length = 0;
    for (Bytes part : parts) {
      length = Math.addExact(length, part.value.length);
    }
    byte[] joined = new byte[length];
    int offset = 0;
    for (Bytes part : parts) {
      System.arraycopy(part.value, 0, joined, offset, part.value.length);
      offset += part.value.length;
    }
    return new Bytes(joined);
  }

  /** The number of bytes. */
  public int length() {
    return value.length;
  }

  /** One byte, as a value from 0 to 255. */
  public int at(int index) {
    return value[index] & 0xff;
  }

  /**
   * A part of this sequence.
   *
   * @throws IndexOutOfBoundsException if the part is not inside this sequence
   */
  public Bytes slice(int offset, int length) {
    return of(value, offset, length);
  }

  /** A fresh array with the same content; the caller owns it. */
  public byte[] toArray() {
    return value.clone();
  }

  /** Lower-case hexadecimal digits. */
  public String toHex() {
    return HexFormat.of().formatHex(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  /** The content in hexadecimal up to 32 bytes, otherwise the first 16 and the length. */
  @Override
  public String toString() {
    if (value.length <= 32) {
      return toHex();
    }
    return HexFormat.of().formatHex(value, 0, 16) + "… (" + value.length + " bytes)";
  }
}
