package dev.skep.se.pcsc.applet;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/** What the holder may do with committed objects (spec section 13). */
final class HolderUse {
  /** What a command does with an object. */
  static final byte SIGN = 1;

  static final byte AUTHENTICATE = 2;

  private static final short DOMAIN = 0;
  private static final short ID = 33;

  private static final short RUNNING = 0;
  private static final short PLACE = 1;

  private final Engines engines;
  private final Store store;
  private final short[] progress = Memory.shorts((short) 2);

  HolderUse(Engines engines, Store store) {
    this.engines = engines;
    this.store = store;
  }

  /** Another command came in between. */
  void stop() {
    progress[RUNNING] = 0;
  }

  /**
   * Takes a block of a message to sign or authenticate; the length of the answer in {@code out}.
   */
  short take(byte what, boolean first, boolean last, byte[] in, short length, byte[] out) {
    short at = first ? begin(what, in, length) : 0;
    if (progress[RUNNING] != what) {
      stop();
      ISOException.throwIt(Sw.WRONG_STATE);
    }
    short bytes = (short) (length - at);
    Slot slot = store.at(progress[PLACE]);
    if (what == SIGN) {
      engines.signatures.update(((KeySlot) slot).key(), in, at, bytes);
    } else {
      engines.secondHmac.update(in, at, bytes);
    }
    return last ? end(what, slot, out) : 0;
  }

  private short end(byte what, Slot slot, byte[] out) {
    stop();
    if (what == SIGN) {
      return engines.signatures.sign(((KeySlot) slot).key(), out, (short) 0);
    }
    engines.secondHmac.doFinal(out, (short) 0);
    return Hmac.SIZE;
  }

  private short begin(byte what, byte[] in, short length) {
    stop();
    short pin = afterId(in, length);
    short message = after(in, pin, length);
    short place = find(in, what == SIGN ? Slot.KEY : Slot.SECRET);
    Slot slot = store.at(place);
    if (what == AUTHENTICATE && !slot.isMacKey()) {
      ISOException.throwIt(Sw.NOT_FOUND);
    }
    if (slot.hasReference()) {
      Slot protection = store.pinOf(slot);
      verify(protection, in, (short) (pin + 1), (short) (message - pin - 1));
      protection.restoreTries();
    }
    if (what == SIGN) {
      engines.signatures.begin(((KeySlot) slot).key());
    } else {
      engines.secondHmac.init(slot.value(), (short) 0, slot.valueLength());
    }
    progress[PLACE] = place;
    progress[RUNNING] = what;
    return message;
  }

  /** Gives a PIN another value, or its first one. */
  void changePin(byte[] in, short length) {
    short current = afterId(in, length);
    short next = after(in, current, length);
    requireEnd(in, next, length);
    Slot pin = store.at(find(in, Slot.PIN));
    requireFit(pin, in, next, length);
    short given = (short) (next - current - 1);
    if (given > 0) {
      verify(pin, in, (short) (current + 1), given);
    } else if (pin.hasValue()) {
      ISOException.throwIt(Sw.PIN_MISSING);
    }
    JCSystem.beginTransaction();
    set(pin, in, next, length);
    JCSystem.commitTransaction();
  }

  /** Gives a PIN a new value and all its tries by its PUK. */
  void unblock(byte[] in, short length) {
    short puk = afterId(in, length);
    short next = after(in, puk, length);
    requireEnd(in, next, length);
    Slot pin = store.at(find(in, Slot.PIN));
    if (!pin.hasReference()) {
      ISOException.throwIt(Sw.WRONG_STATE);
    }
    requireFit(pin, in, next, length);
    Slot by = store.pinOf(pin);
    verify(by, in, (short) (puk + 1), (short) (next - puk - 1));
    JCSystem.beginTransaction();
    by.restoreTries();
    set(pin, in, next, length);
    JCSystem.commitTransaction();
  }

  private static void set(Slot pin, byte[] in, short next, short length) {
    pin.value(in, (short) (next + 1), (short) (length - next - 1));
    pin.restoreTries();
  }

  private static void requireFit(Slot pin, byte[] in, short next, short length) {
    if (!pin.allows(in, (short) (next + 1), (short) (length - next - 1))) {
      ISOException.throwIt(Sw.UNFIT);
    }
  }

  /** Compares a value after its counter is durably one lower (U-2, U-3); the caller restores it. */
  private static void verify(Slot slot, byte[] in, short offset, short length) {
    if (length == 0) {
      ISOException.throwIt(Sw.PIN_MISSING);
    }
    if (!slot.hasValue()) {
      ISOException.throwIt(Sw.NOT_SET);
    }
    if (slot.tries() == 0) {
      ISOException.throwIt(Sw.BLOCKED);
    }
    slot.lowerTries();
    if (!slot.hasValue(in, offset, length)) {
      ISOException.throwIt((short) (Sw.WRONG_VALUE | slot.tries()));
    }
  }

  private short find(byte[] in, byte kind) {
    short place = store.find(in, DOMAIN, in, ID, (short) (in[(short) (ID - 1)] & 0xFF));
    if (place < 0 || store.at(place).kind() != kind) {
      ISOException.throwIt(Sw.NOT_FOUND);
    }
    return place;
  }

  /** Where LP1 begins that follows domain and id. */
  private static short afterId(byte[] in, short length) {
    if (length < ID) {
      ISOException.throwIt(Sw.WRONG_LENGTH);
    }
    return after(in, (short) (ID - 1), length);
  }

  /** Where the LP1 here ends. */
  private static short after(byte[] in, short at, short length) {
    if (at >= length || (short) (length - at - 1) < (short) (in[at] & 0xFF)) {
      ISOException.throwIt(Sw.WRONG_LENGTH);
    }
    return (short) (at + 1 + (in[at] & 0xFF));
  }

  private static void requireEnd(byte[] in, short at, short length) {
    if (after(in, at, length) != length) {
      ISOException.throwIt(Sw.WRONG_LENGTH);
    }
  }

  /** Describes the first object at a place or later; the length in {@code out}. */
  short list(short from, byte[] out) {
    for (short i = from; i >= 0 && i < store.size(); i++) {
      if (store.at(i).state() == Slot.LIVE) {
        return describe(store.at(i), out);
      }
    }
    ISOException.throwIt(Sw.NOT_FOUND);
    return 0;
  }

  private static short describe(Slot slot, byte[] out) {
    boolean key = slot.kind() == Slot.KEY;
    out[0] = slot.place();
    out[1] = slot.kind();
    short at = Util.arrayCopyNonAtomic(slot.fields(), Slot.domain(), out, (short) 2, Engines.SHA);
    out[at++] = slot.tries();
    out[at++] = (byte) (slot.hasValue() ? 1 : 0);
    at = Util.setShort(out, at, slot.descriptionLength());
    at = Util.arrayCopyNonAtomic(slot.description(), (short) 0, out, at, slot.descriptionLength());
    short signature = key ? slot.valueLength() : 0;
    at = Util.setShort(out, at, signature);
    return Util.arrayCopyNonAtomic(slot.value(), (short) 0, out, at, signature);
  }

  /** The place of a key's chain in the store, from 1; 0 if it has none. */
  byte chainOf(short place) {
    if (place < 0
        || place >= store.size()
        || store.at(place).state() != Slot.LIVE
        || store.at(place).kind() != Slot.KEY) {
      ISOException.throwIt(Sw.NOT_FOUND);
    }
    return store.at(place).certificates();
  }
}
