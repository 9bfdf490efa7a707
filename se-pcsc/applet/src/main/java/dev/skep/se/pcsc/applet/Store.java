package dev.skep.se.pcsc.applet;

import javacard.framework.ISOException;

/** All places for objects, keys and chains. The first ones are for objects, the last for keys. */
final class Store {
  private static final short OBJECTS = 20;
  private static final short LARGE_OBJECTS = 4;
  private static final short KEYS = 6;
  private static final short CHAINS = 6;

  private static final short DESCRIPTION = 256;
  private static final short LARGE_VALUE = 1024;
  private static final short CHAIN = 3000;

  private final Slot[] slots = new Slot[(short) (OBJECTS + KEYS)];
  private final Certificates[] chains = new Certificates[CHAINS];

  Store() {
    for (short i = 0; i < OBJECTS; i++) {
      boolean large = i >= (short) (OBJECTS - LARGE_OBJECTS);
      slots[i] = new Slot(i, DESCRIPTION, large ? LARGE_VALUE : PinPolicy.LONGEST);
    }
    for (short i = OBJECTS; i < size(); i++) {
      slots[i] = new KeySlot(i);
    }
    for (short i = 0; i < CHAINS; i++) {
      chains[i] = new Certificates(CHAIN);
    }
  }

  static byte objects() {
    return OBJECTS;
  }

  static byte keys() {
    return KEYS;
  }

  short size() {
    return (short) slots.length;
  }

  Slot at(short place) {
    return slots[place];
  }

  /** A free place for an object or change with a value of so many bytes; {@code 6A84} if none. */
  Slot freeObject(short valueBytes) {
    return slots[free((short) 0, OBJECTS, valueBytes)];
  }

  /** A free place for a key; {@code 6A84} if none. */
  KeySlot freeKey() {
    return (KeySlot) slots[free(OBJECTS, size(), (short) 0)];
  }

  private short free(short from, short to, short valueBytes) {
    for (short i = from; i < to; i++) {
      if (slots[i].takes(valueBytes)) {
        return i;
      }
    }
    ISOException.throwIt(Sw.NO_ROOM);
    return -1;
  }

  /** The number of a free place for a chain, from 1; {@code 6A84} if none. */
  byte freeChain() {
    for (short i = 0; i < CHAINS; i++) {
      if (chains[i].state() == Slot.FREE) {
        return (byte) (i + 1);
      }
    }
    ISOException.throwIt(Sw.NO_ROOM);
    return 0;
  }

  /** The chain of a number from 1. */
  Certificates chain(byte number) {
    return chains[(short) (number - 1)];
  }

  /** The committed object of this name; -1 if there is none. */
  short find(byte[] domain, short domainAt, byte[] id, short idAt, short idLength) {
    for (short i = 0; i < size(); i++) {
      if (slots[i].state() == Slot.LIVE && slots[i].isNamed(domain, domainAt, id, idAt, idLength)) {
        return i;
      }
    }
    return -1;
  }

  /** The committed object that has the name of another one; -1 if there is none. */
  short findNamedAs(Slot other) {
    for (short i = 0; i < size(); i++) {
      if (slots[i].state() == Slot.LIVE && slots[i].isNamedAs(other)) {
        return i;
      }
    }
    return -1;
  }

  /** The committed object that another one refers to; -1 if there is none. */
  short findReferredTo(Slot from) {
    for (short i = 0; i < size(); i++) {
      if (slots[i].state() == Slot.LIVE && slots[i].isReferredToBy(from)) {
        return i;
      }
    }
    return -1;
  }

  /** The PIN that protects an object with a reference. */
  Slot pinOf(Slot object) {
    return slots[findReferredTo(object)];
  }

  /** Whether everything that is referred to is there and of its kind (D-9). */
  boolean isWhole() {
    for (short i = 0; i < size(); i++) {
      Slot slot = slots[i];
      if (slot.state() == Slot.LIVE && slot.hasReference()) {
        short target = findReferredTo(slot);
        byte wanted = slot.kind() == Slot.PIN ? Slot.PUK : Slot.PIN;
        if (target < 0 || slots[target].kind() != wanted) {
          return false;
        }
      }
    }
    return true;
  }

  /** Takes an object away, with a key's chain; in a transaction. */
  void remove(Slot slot) {
    if (slot.certificates() != 0) {
      chain(slot.certificates()).state(Slot.DEAD);
    }
    slot.state(Slot.DEAD);
  }

  /** Erases what is dead, and what no session will commit any more. */
  void sweep() {
    for (short i = 0; i < size(); i++) {
      if (slots[i].state() == Slot.PROVISIONAL || slots[i].state() == Slot.DEAD) {
        slots[i].wipe();
      } else if (slots[i].state() == Slot.LIVE) {
        slots[i].wipeTail();
      }
    }
    for (short i = 0; i < CHAINS; i++) {
      if (chains[i].state() == Slot.PROVISIONAL || chains[i].state() == Slot.DEAD) {
        chains[i].clear();
      }
    }
  }
}
