package dev.skep.se.pcsc.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * A place in persistent memory for an object, or for a change that a session has ordered. It is
 * filled while it is provisional; a commit makes it live by changing one byte in a transaction.
 */
class Slot {
  /** States. */
  static final byte FREE = 0;

  static final byte PROVISIONAL = 1;
  static final byte LIVE = 2;

  /** No object any more, to be erased. */
  static final byte DEAD = 3;

  /** Kinds: of objects first, then of changes. */
  static final byte PIN = 1;

  static final byte PUK = 2;
  static final byte SECRET = 3;
  static final byte KEY = 4;
  static final byte CERTIFY = 5;
  static final byte UNBLOCK = 6;
  static final byte DELETE = 7;

  private static final short STATE = 0;
  private static final short KIND = 1;
  private static final short TRIES = 2;
  private static final short HAS_VALUE = 3;
  private static final short POLICY = 4;
  private static final short ID = 8;
  private static final short REFERENCE = 41;
  private static final short DOMAIN = 74;
  private static final short DIGEST = 106;
  private static final short CERTIFICATES = 138;
  private static final short MAC_KEY = 139;
  private static final short SIZE = 140;

  /** In a policy: format, shortest, longest, tries. */
  private static final short MOST_TRIES = POLICY + 3;

  private final byte place;
  private final byte[] state = new byte[SIZE];
  private final byte[] description;
  private final byte[] value;
  private short descriptionLength;
  private short valueLength;

  Slot(short place, short descriptionSize, short valueSize) {
    this.place = (byte) place;
    description = new byte[descriptionSize];
    value = new byte[valueSize];
  }

  /** Where it is in the store. */
  byte place() {
    return place;
  }

  byte state() {
    return state[STATE];
  }

  void state(byte next) {
    state[STATE] = next;
  }

  byte kind() {
    return state[KIND];
  }

  boolean takes(short valueBytes) {
    return state[STATE] == FREE && value.length >= valueBytes;
  }

  /** Begins a provisional object or change. */
  void begin(byte kind, byte[] session, short domain) {
    state[STATE] = PROVISIONAL;
    state[KIND] = kind;
    Util.arrayCopyNonAtomic(session, domain, state, DOMAIN, Engines.SHA);
  }

  void id(byte[] buffer, short offset, short length) {
    state[ID] = (byte) length;
    Util.arrayCopyNonAtomic(buffer, offset, state, (short) (ID + 1), length);
  }

  /** The PIN or PUK that it refers to. */
  void reference(byte[] buffer, short offset, short length) {
    state[REFERENCE] = (byte) length;
    Util.arrayCopyNonAtomic(buffer, offset, state, (short) (REFERENCE + 1), length);
  }

  boolean hasReference() {
    return state[REFERENCE] != 0;
  }

  /** Whether it has this name. */
  boolean isNamed(byte[] domain, short domainAt, byte[] id, short idAt, short idLength) {
    return state[ID] == idLength
        && Util.arrayCompare(state, (short) (ID + 1), id, idAt, idLength) == 0
        && Util.arrayCompare(state, DOMAIN, domain, domainAt, Engines.SHA) == 0;
  }

  /** Whether it has the name that another one has. */
  boolean isNamedAs(Slot other) {
    return isNamed(other.state, DOMAIN, other.state, (short) (ID + 1), other.state[ID]);
  }

  /** Whether it is what another one refers to. */
  boolean isReferredToBy(Slot other) {
    return isNamed(
        other.state, DOMAIN, other.state, (short) (REFERENCE + 1), other.state[REFERENCE]);
  }

  void policy(byte format, byte shortest, byte longest, byte tries) {
    state[POLICY] = format;
    state[(short) (POLICY + 1)] = shortest;
    state[(short) (POLICY + 2)] = longest;
    state[MOST_TRIES] = tries;
    state[TRIES] = tries;
  }

  /** Whether a value fits the policy (D-3). */
  boolean allows(byte[] buffer, short offset, short length) {
    return PinPolicy.allows(state, POLICY, buffer, offset, length);
  }

  byte tries() {
    return state[TRIES];
  }

  /** One try less, durably before anything is compared (U-2). */
  void lowerTries() {
    state[TRIES]--;
  }

  void restoreTries() {
    state[TRIES] = state[MOST_TRIES];
  }

  boolean hasValue() {
    return state[HAS_VALUE] != 0;
  }

  short valueLength() {
    return valueLength;
  }

  byte[] value() {
    return value;
  }

  /** Says how long what was written to {@link #value} is. */
  void valueLength(short length) {
    valueLength = length;
  }

  /** Sets the value; all or nothing where it is called in a transaction. */
  void value(byte[] buffer, short offset, short length) {
    copy(buffer, offset, value, length);
    valueLength = length;
    state[HAS_VALUE] = 1;
  }

  /** Erases what a longer value has left behind a shorter one; not in a transaction. */
  void wipeTail() {
    byte left = 0;
    for (short i = valueLength; i < (short) value.length; i++) {
      left |= value[i];
    }
    if (left != 0) {
      Util.arrayFillNonAtomic(value, valueLength, (short) (value.length - valueLength), (byte) 0);
    }
  }

  /** Whether this is the value. */
  boolean hasValue(byte[] buffer, short offset, short length) {
    return length == valueLength && Memory.equal(value, (short) 0, buffer, offset, length);
  }

  byte[] description() {
    return description;
  }

  short descriptionLength() {
    return descriptionLength;
  }

  void describe(byte[] buffer, short offset, short length) {
    Util.arrayCopyNonAtomic(buffer, offset, description, (short) 0, length);
    descriptionLength = length;
  }

  void descriptionLength(short length) {
    descriptionLength = length;
  }

  /** Where the digest of its change is (P-4), in {@link #fields}. */
  static short digest() {
    return DIGEST;
  }

  /** Where its domain is, in {@link #fields}. */
  static short domain() {
    return DOMAIN;
  }

  byte[] fields() {
    return state;
  }

  /** The number of its certificates' place, from 1; 0 for none. */
  byte certificates() {
    return state[CERTIFICATES];
  }

  void certificates(byte place) {
    state[CERTIFICATES] = place;
  }

  /** Whether a secret is a key of type HS256. */
  boolean isMacKey() {
    return state[MAC_KEY] != 0;
  }

  void isMacKey(boolean is) {
    state[MAC_KEY] = (byte) (is ? 1 : 0);
  }

  /** Erases it, and frees it last. */
  void wipe() {
    Util.arrayFillNonAtomic(state, KIND, (short) (SIZE - 1), (byte) 0);
    Memory.wipe(value);
    valueLength = 0;
    descriptionLength = 0;
    state[STATE] = FREE;
  }

  private static void copy(byte[] from, short offset, byte[] to, short length) {
    if (JCSystem.getTransactionDepth() == 0) {
      Util.arrayCopyNonAtomic(from, offset, to, (short) 0, length);
    } else {
      Util.arrayCopy(from, offset, to, (short) 0, length);
    }
  }
}
