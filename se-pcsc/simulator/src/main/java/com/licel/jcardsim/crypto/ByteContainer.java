package com.licel.jcardsim.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.CryptoException;
import org.jspecify.annotations.Nullable;

/**
 * A value inside a key. jcardsim's own takes a value that is shorter than the one before for a
 * longer one, so that about one key in 256 computes wrongly: a number must be read from its own
 * bytes only.
 */
public final class ByteContainer {
  private byte @Nullable [] data;
  private final byte memoryType;
  private short length;

  /** An empty one in persistent memory. */
  public ByteContainer() {
    this(JCSystem.MEMORY_TYPE_PERSISTENT);
  }

  /** An empty one in a type of memory. */
  public ByteContainer(byte memoryType) {
    this.memoryType = memoryType;
  }

  /** A number, which is not negative. */
  public ByteContainer(BigInteger value) {
    this();
    setBigInteger(value);
  }

  /** A part of an array, which is copied. */
  public ByteContainer(byte[] value, short offset, short length) {
    this();
    setBytes(value, offset, length);
  }

  /** Sets a number, in as few bytes as it has. */
  public void setBigInteger(BigInteger value) {
    if (value.signum() < 0) {
      throw new IllegalArgumentException("a number in a key is not negative");
    }
    byte[] bytes = value.toByteArray();
    short sign = (short) (bytes.length > 1 && bytes[0] == 0 ? 1 : 0);
    setBytes(bytes, sign, (short) (bytes.length - sign));
  }

  /** Sets all of an array, which is copied. */
  public void setBytes(byte[] value) {
    setBytes(value, (short) 0, (short) value.length);
  }

  /** Sets a part of an array, which is copied. */
  public void setBytes(byte[] value, short offset, short bytes) {
    byte[] place = data;
    if (place == null || place.length < bytes) {
      place = place(bytes, memoryType);
      data = place;
    }
    Util.arrayCopy(value, offset, place, (short) 0, bytes);
    length = bytes;
  }

  private static byte[] place(short bytes, byte memoryType) {
    return memoryType == JCSystem.MEMORY_TYPE_PERSISTENT
        ? new byte[bytes]
        : JCSystem.makeTransientByteArray(bytes, memoryType);
  }

  /** The value as a number. */
  public BigInteger getBigInteger() {
    return new BigInteger(1, value());
  }

  /** The value in a new transient array. */
  public byte[] getBytes(byte event) {
    byte[] copy = JCSystem.makeTransientByteArray((short) value().length, event);
    getBytes(copy, (short) 0);
    return copy;
  }

  /** Copies the value; how long it is. */
  public short getBytes(byte[] out, short offset) {
    byte[] value = value();
    if (out.length - offset < value.length) {
      CryptoException.throwIt(CryptoException.ILLEGAL_VALUE);
    }
    return (short) (Util.arrayCopy(value, (short) 0, out, offset, (short) value.length) - offset);
  }

  private byte[] value() {
    byte[] place = data;
    if (place == null || length == 0) {
      throw new CryptoException(CryptoException.UNINITIALIZED_KEY);
    }
    return Arrays.copyOf(place, length);
  }

  /** Erases it. */
  public void clear() {
    byte[] place = data;
    if (place != null) {
      Arrays.fill(place, (byte) 0);
    }
    length = 0;
  }

  /** Whether there is a value. */
  public boolean isInitialized() {
    return length > 0;
  }
}
