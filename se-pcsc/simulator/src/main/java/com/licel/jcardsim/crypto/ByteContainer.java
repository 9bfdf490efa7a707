package com.licel.jcardsim.crypto;

import java.math.BigInteger;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.CryptoException;
import org.jspecify.annotations.Nullable;

/**
 * A part of a key's value in jcardsim. Its own class of this name takes the rest of a longer value
 * that was there before for the end of a number: one in 256 keys that are made in the place of
 * another one is wrong.
 */
public final class ByteContainer {
  private final byte memoryType;
  private byte @Nullable [] data;
  private short length;

  /** In persistent memory. */
  public ByteContainer() {
    this(JCSystem.MEMORY_TYPE_PERSISTENT);
  }

  /** In memory of a type of {@link JCSystem}. */
  public ByteContainer(byte memoryType) {
    this.memoryType = memoryType;
  }

  /** A number in persistent memory. */
  public ByteContainer(BigInteger value) {
    this();
    setBigInteger(value);
  }

  /** A copy in persistent memory. */
  public ByteContainer(byte[] buffer, short offset, short bytes) {
    this();
    setBytes(buffer, offset, bytes);
  }

  /** Sets a number from 0 on, without leading zeros. */
  public void setBigInteger(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int sign = bytes[0] == 0 && bytes.length > 1 ? 1 : 0;
    setBytes(bytes, (short) sign, (short) (bytes.length - sign));
  }

  /** Sets all of an array. */
  public void setBytes(byte[] buffer) {
    setBytes(buffer, (short) 0, (short) buffer.length);
  }

  /** Sets a part of an array. */
  public void setBytes(byte[] buffer, short offset, short bytes) {
    byte[] room = data;
    if (room == null || room.length < bytes) {
      room =
          memoryType == JCSystem.MEMORY_TYPE_PERSISTENT
              ? new byte[bytes]
              : JCSystem.makeTransientByteArray(bytes, JCSystem.CLEAR_ON_DESELECT);
      data = room;
    }
    Util.arrayCopy(buffer, offset, room, (short) 0, bytes);
    length = bytes;
  }

  /** The number. */
  public BigInteger getBigInteger() {
    return new BigInteger(1, value(), 0, length);
  }

  /** The bytes in a transient array of their own, which an event clears. */
  public byte[] getBytes(byte event) {
    byte[] copy = JCSystem.makeTransientByteArray(length, event);
    getBytes(copy, (short) 0);
    return copy;
  }

  /** Copies the bytes; how many they are. */
  public short getBytes(byte[] buffer, short offset) {
    byte[] value = value();
    if (buffer.length - offset < length) {
      CryptoException.throwIt(CryptoException.ILLEGAL_VALUE);
    }
    Util.arrayCopy(value, (short) 0, buffer, offset, length);
    return length;
  }

  /** Erases it. */
  public void clear() {
    if (data != null) {
      Util.arrayFillNonAtomic(data, (short) 0, (short) data.length, (byte) 0);
    }
    length = 0;
  }

  /** Whether it has a value. */
  public boolean isInitialized() {
    return length > 0;
  }

  private byte[] value() {
    byte[] value = data;
    if (value == null || length == 0) {
      throw new CryptoException(CryptoException.UNINITIALIZED_KEY);
    }
    return value;
  }
}
