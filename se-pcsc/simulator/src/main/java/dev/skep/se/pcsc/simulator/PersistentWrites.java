package dev.skep.se.pcsc.simulator;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import javacard.framework.APDU;
import javacard.framework.OwnerPIN;
import javacard.framework.Util;
import org.jspecify.annotations.Nullable;

/**
 * What the classes of an applet call instead of writing by themselves. Public for them alone: they
 * come from another class loader.
 *
 * <p>A copy that is not atomic can be cut before it and in its middle; during a transaction it
 * stays when the transaction is undone, as does a PIN's count of tries.
 */
public final class PersistentWrites {
  private PersistentWrites() {}

  /** Before a field of an object or a class. */
  public static void beforeField() {
    CardRuntime.current().beforeWrite();
  }

  /** An element of an array of bytes or of booleans: the JVM has one instruction for both. */
  public static void storeByte(Object array, int index, int value) {
    CardRuntime.current().beforeWriteTo(array);
    if (array instanceof boolean[] booleans) {
      booleans[index] = (value & 1) != 0;
    } else {
      ((byte[]) array)[index] = (byte) value;
    }
  }

  /** An element of an array of shorts. */
  public static void storeShort(short[] array, int index, int value) {
    CardRuntime.current().beforeWriteTo(array);
    array[index] = (short) value;
  }

  /** An element of an array of ints. */
  public static void storeInt(int[] array, int index, int value) {
    CardRuntime.current().beforeWriteTo(array);
    array[index] = value;
  }

  /** An element of an array of objects. */
  public static void storeReference(@Nullable Object[] array, int index, @Nullable Object value) {
    CardRuntime.current().beforeWriteTo(array);
    array[index] = value;
  }

  /** {@link Util#arrayCopyNonAtomic}. */
  public static short arrayCopyNonAtomic(
      byte[] from, short at, byte[] to, short into, short length) {
    int half = length / 2;
    CardRuntime card = CardRuntime.current();
    card.beforeWriteTo(to);
    if (half > 0 && card.isPersistent(to)) {
      byte[] source = from == to ? from.clone() : from;
      Util.arrayCopyNonAtomic(source, at, to, into, (short) half);
      card.beforeWrite();
      Util.arrayCopyNonAtomic(
          source, (short) (at + half), to, (short) (into + half), (short) (length - half));
    } else {
      Util.arrayCopyNonAtomic(from, at, to, into, length);
    }
    card.keep(to, into, length);
    return (short) (into + length);
  }

  /** {@link Util#arrayFillNonAtomic}. */
  public static short arrayFillNonAtomic(byte[] array, short offset, short length, byte value) {
    int half = length / 2;
    CardRuntime card = CardRuntime.current();
    card.beforeWriteTo(array);
    if (half > 0 && card.isPersistent(array)) {
      Util.arrayFillNonAtomic(array, offset, (short) half, value);
      card.beforeWrite();
    }
    Util.arrayFillNonAtomic(array, offset, length, value);
    card.keep(array, offset, length);
    return (short) (offset + length);
  }

  /** {@link Util#setShort}: two bytes, one after the other. */
  public static short setShort(byte[] array, short offset, short value) {
    storeByte(array, offset, value >> 8);
    storeByte(array, offset + 1, value);
    return (short) (offset + 2);
  }

  /** {@link OwnerPIN#check}, whose count goes down before the PIN is looked at. */
  public static boolean check(OwnerPIN pin, byte[] value, short offset, byte length) {
    CardRuntime.current().beforeWrite();
    try {
      return pin.check(value, offset, length);
    } finally {
      keepTries(pin);
    }
  }

  /** {@link OwnerPIN#resetAndUnblock}. */
  public static void resetAndUnblock(OwnerPIN pin) {
    CardRuntime.current().beforeWrite();
    pin.resetAndUnblock();
    keepTries(pin);
  }

  /** {@link APDU#setIncomingAndReceive}, in pieces. */
  public static short setIncomingAndReceive(APDU apdu) {
    return CardRuntime.current().receive().first(apdu);
  }

  /** {@link APDU#receiveBytes}: the next piece. */
  public static short receiveBytes(APDU apdu, short offset) {
    return CardRuntime.current().receive().next(apdu, offset);
  }

  /**
   * Links a call of the Java Card API that writes to one of its arguments.
   *
   * @param target the method
   * @param written which argument it writes to
   */
  public static CallSite watchedCall(
      Lookup caller, String name, MethodType type, MethodHandle target, int written) {
    try {
      MethodHandle before =
          MethodHandles.lookup()
              .findStatic(
                  PersistentWrites.class,
                  "beforeWriteTo",
                  MethodType.methodType(void.class, Object.class))
              .asType(MethodType.methodType(void.class, type.parameterType(written)));
      return new ConstantCallSite(
          MethodHandles.foldArguments(target.asType(type), written, before));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Before the Java Card API writes to it. */
  public static void beforeWriteTo(@Nullable Object target) {
    CardRuntime.current().beforeWriteTo(target);
  }

  private static void keepTries(OwnerPIN pin) {
    try {
      Field tries = OwnerPIN.class.getDeclaredField("triesLeft");
      tries.setAccessible(true);
      CardRuntime.current().keep(tries.get(pin), 0, 1);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
