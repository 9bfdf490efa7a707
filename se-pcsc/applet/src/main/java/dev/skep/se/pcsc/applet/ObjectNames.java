package dev.skep.se.pcsc.applet;

/** Ids and labels, as they come in messages (spec rules D-1 and D-2). */
final class ObjectNames {
  /** The longest id. */
  static final short LONGEST_ID = 32;

  private static final short LONGEST_LABEL = 128;

  private ObjectNames() {}

  /** Reads an id; its length. */
  static short id(Cbor cbor, byte[] buffer) {
    short length = cbor.text((short) 1, LONGEST_ID);
    short at = cbor.content();
    for (short i = 0; i < length; i++) {
      byte c = buffer[(short) (at + i)];
      boolean first = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
      if (!first && (i == 0 || c != '.' && c != '_' && c != '-')) {
        Cbor.malformed();
      }
    }
    return length;
  }

  /** Reads a label. Which characters of Unicode it may have, the driver looks at. */
  static void label(Cbor cbor, byte[] buffer) {
    short length = cbor.text((short) 0, LONGEST_LABEL);
    if (!isUtf8(buffer, cbor.content(), length)) {
      Cbor.malformed();
    }
  }

  /** Whether it is UTF-8 (RFC 3629) without control characters of ASCII. */
  static boolean isUtf8(byte[] buffer, short offset, short length) {
    short end = (short) (offset + length);
    short at = offset;
    while (at < end) {
      short more = continuations(buffer, at);
      if (more < 0 || more >= (short) (end - at)) {
        return false;
      }
      for (short i = 1; i <= more; i++) {
        if ((buffer[(short) (at + i)] & 0xC0) != 0x80) {
          return false;
        }
      }
      at += (short) (more + 1);
    }
    return true;
  }

  /**
   * How many bytes follow a first one; -1 if it is none, or begins what is too long or too large.
   */
  private static short continuations(byte[] buffer, short at) {
    short first = (short) (buffer[at] & 0xFF);
    if (first < 0x80) {
      return (short) (first < 0x20 || first == 0x7F ? -1 : 0);
    }
    if (first < 0xC2 || first > 0xF4 || at == (short) (buffer.length - 1)) {
      return -1;
    }
    short second = (short) (buffer[(short) (at + 1)] & 0xFF);
    if (first < 0xE0) {
      return 1;
    }
    if (first < 0xF0) {
      boolean bad = first == 0xE0 && second < 0xA0 || first == 0xED && second > 0x9F;
      return (short) (bad ? -1 : 2);
    }
    boolean bad = first == 0xF0 && second < 0x90 || first == 0xF4 && second > 0x8F;
    return (short) (bad ? -1 : 3);
  }
}
