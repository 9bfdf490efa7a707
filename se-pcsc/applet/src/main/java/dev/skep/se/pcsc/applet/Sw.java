package dev.skep.se.pcsc.applet;

/** Status words ({@code APDU.md}). */
final class Sw {
  static final short MORE = (short) 0x6100;
  static final short WRONG_VALUE = (short) 0x63C0;
  static final short STOPPED = (short) 0x6581;
  static final short WRONG_LENGTH = (short) 0x6700;
  static final short PIN_MISSING = (short) 0x6982;
  static final short BLOCKED = (short) 0x6983;
  static final short NOT_SET = (short) 0x6984;
  static final short WRONG_STATE = (short) 0x6985;
  static final short CLOSED = (short) 0x6988;
  static final short MALFORMED = (short) 0x6A80;
  static final short NOT_SUPPORTED = (short) 0x6A81;
  static final short NO_ROOM = (short) 0x6A84;
  static final short WRONG_P1P2 = (short) 0x6A86;
  static final short NOT_FOUND = (short) 0x6A88;
  static final short UNFIT = (short) 0x6A8F;
  static final short UNKNOWN_INS = (short) 0x6D00;
  static final short UNKNOWN_CLA = (short) 0x6E00;

  private Sw() {}
}
