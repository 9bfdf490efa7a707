package dev.skep.se.pcsc.applet;

import javacard.framework.ISOException;
import javacard.framework.Util;

/** The one session of the card, all of it in transient memory (spec rules E-7 and P-6). */
final class Session {
  /** Bytes of a handle, and of a session id. */
  static final short NAME = 16;

  /** Places in {@link #data}. */
  static final short HANDLE = 0;

  static final short SESSION_ID = 16;
  static final short TRANSCRIPT = 32;
  static final short REQUEST = 64;
  static final short DOMAIN = 96;
  static final short SERVER_KEY = 128;
  static final short RECEIVE_KEY = 160;
  static final short SEND_KEY = 208;
  static final short EXTERNAL_KEY = 256;
  static final short PROGRESS = 288;

  private static final short OPEN = 320;
  private static final short HAS_REQUEST = 321;
  private static final short CHANGES = 322;
  private static final short OUTSIDE_DATA = 323;
  private static final short CHANGE_LIST = 324;
  private static final short MOST_CHANGES = 32;

  private static final short MOST_RECORDS = 32767;

  private static final short RECEIVED = 0;
  private static final short SENT = 1;
  private static final short MANAGEMENT = 2;

  /** The SPKI of a management key of 4096 bits with an exponent of 33 bits. */
  private static final short LONGEST_MANAGEMENT = 552;

  private final byte[] data = Memory.bytes((short) (CHANGE_LIST + MOST_CHANGES));
  private final short[] numbers = Memory.shorts((short) 3);
  private final byte[] management = Memory.publicBytes(LONGEST_MANAGEMENT);
  private final Store store;

  Session(Store store) {
    this.store = store;
  }

  byte[] data() {
    return data;
  }

  boolean isOpen() {
    return data[OPEN] != 0;
  }

  /** From now on there is a session. */
  void open() {
    data[OPEN] = 1;
  }

  /** {@code 6A88} if the handle names no session, whatever the reason (E-8). */
  void require(byte[] buffer, short offset) {
    if (!isOpen() || !Memory.equal(data, HANDLE, buffer, offset, NAME)) {
      ISOException.throwIt(Sw.NOT_FOUND);
    }
  }

  /** Ends the session, if there is one; nothing that was not committed stays. */
  void end() {
    Memory.wipe(data);
    Memory.wipe(management);
    numbers[RECEIVED] = 0;
    numbers[SENT] = 0;
    numbers[MANAGEMENT] = 0;
    store.sweep();
  }

  /** The number of the next record to come. */
  short received() {
    return numbers[RECEIVED];
  }

  void countReceived() {
    numbers[RECEIVED] = next(numbers[RECEIVED]);
  }

  /** The number of the next record to go. */
  short sent() {
    return numbers[SENT];
  }

  void countSent() {
    numbers[SENT] = next(numbers[SENT]);
  }

  /** A card counts to 32767 only; a key is used up there. */
  private static short next(short number) {
    if (number == MOST_RECORDS) {
      ISOException.throwIt(Sw.CLOSED);
    }
    return (short) (number + 1);
  }

  boolean hasRequest() {
    return data[HAS_REQUEST] != 0;
  }

  void hasRequest(boolean has) {
    data[HAS_REQUEST] = (byte) (has ? 1 : 0);
  }

  /** Keeps the management key, which was checked. */
  void management(byte[] buffer, short offset, short length) {
    Util.arrayCopyNonAtomic(buffer, offset, management, (short) 0, length);
    numbers[MANAGEMENT] = length;
  }

  boolean isManaged() {
    return numbers[MANAGEMENT] != 0;
  }

  /** Its SPKI. */
  byte[] management() {
    return management;
  }

  short managementLength() {
    return numbers[MANAGEMENT];
  }

  /** Adds a change, in the order of the records. */
  void addChange(Slot slot) {
    if (data[CHANGES] == MOST_CHANGES) {
      ISOException.throwIt(Sw.NO_ROOM);
    }
    data[(short) (CHANGE_LIST + data[CHANGES])] = slot.place();
    data[CHANGES]++;
  }

  short changes() {
    return data[CHANGES];
  }

  /** Where the change of this number is in the store. */
  short change(short number) {
    return data[(short) (CHANGE_LIST + number)];
  }

  /** Counts one more {@code data.mac}; {@code 6985} after the last. */
  void countOutsideData(short most) {
    if (data[OUTSIDE_DATA] >= most) {
      ISOException.throwIt(Sw.WRONG_STATE);
    }
    data[OUTSIDE_DATA]++;
  }

  short outsideData() {
    return data[OUTSIDE_DATA];
  }
}
