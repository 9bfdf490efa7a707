package dev.skep.se.pcsc.applet;

import javacard.framework.ISOException;
import javacard.framework.Util;

/**
 * Reads one item of deterministic CBOR (spec section 4) in place, and writes heads. Whatever is not
 * exactly what the reader asks for is {@code 6A80}.
 */
final class Cbor {
  static final byte UINT = 0;
  static final byte BYTES = 2;
  static final byte TEXT = 3;
  static final byte ARRAY = 4;
  static final byte MAP = 5;

  private static final short AT = 0;
  private static final short END = 1;
  private static final short CONTENT = 2;

  private final short[] cursor = Memory.shorts((short) 3);
  private final Object[] source = Memory.references((short) 1);

  /** Begins to read. */
  void open(byte[] buffer, short offset, short length) {
    source[0] = buffer;
    cursor[AT] = offset;
    cursor[END] = (short) (offset + length);
  }

  /** The number of entries of a map that begins here. */
  short map() {
    return head(MAP);
  }

  /** The number of entries of an array that begins here. */
  short array() {
    return head(ARRAY);
  }

  /** A number from 0 to 32767. */
  short number() {
    return head(UINT);
  }

  /** A map's next key, which has to be this one. */
  void key(byte key) {
    if (head(UINT) != key) {
      malformed();
    }
  }

  /** Whether a map's next key is this one; only then it is read. */
  boolean optional(byte key) {
    if (cursor[AT] < cursor[END] && buffer()[cursor[AT]] == key) {
      cursor[AT]++;
      return true;
    }
    return false;
  }

  /** The length of a byte string; {@link #content} says where it is. */
  short bytes(short least, short most) {
    return string(BYTES, least, most);
  }

  /** The length of a text in ASCII or UTF-8, whose bytes the caller checks. */
  short text(short least, short most) {
    return string(TEXT, least, most);
  }

  /** Where the last string begins. */
  short content() {
    return cursor[CONTENT];
  }

  /** Where the next item begins. */
  short at() {
    return cursor[AT];
  }

  /** Nothing may follow. */
  void end() {
    if (cursor[AT] != cursor[END]) {
      malformed();
    }
  }

  static void malformed() {
    ISOException.throwIt(Sw.MALFORMED);
  }

  private byte[] buffer() {
    return (byte[]) source[0];
  }

  private short string(byte major, short least, short most) {
    short length = head(major);
    if (length < least || length > most || length > (short) (cursor[END] - cursor[AT])) {
      malformed();
    }
    cursor[CONTENT] = cursor[AT];
    cursor[AT] += length;
    return length;
  }

  private byte next() {
    if (cursor[AT] >= cursor[END]) {
      malformed();
    }
    return buffer()[cursor[AT]++];
  }

  private short head(byte major) {
    byte initial = next();
    if ((byte) ((initial >> 5) & 7) != major) {
      malformed();
    }
    short value = (short) (initial & 0x1F);
    if (value < 24) {
      return value;
    }
    if (value == 24) {
      value = (short) (next() & 0xFF);
      if (value < 24) {
        malformed();
      }
      return value;
    }
    if (value != 25) {
      malformed();
    }
    value = Util.makeShort(next(), next());
    if (value >= 0 && value < 256 || value < 0) {
      malformed();
    }
    return value;
  }

  /** Writes a head; where it ends. */
  static short head(byte[] out, short offset, byte major, short value) {
    byte type = (byte) (major << 5);
    if (value < 24) {
      out[offset++] = (byte) (type | value);
      return offset;
    }
    if (value < 256) {
      out[offset++] = (byte) (type | 24);
      out[offset++] = (byte) value;
      return offset;
    }
    out[offset++] = (byte) (type | 25);
    return Util.setShort(out, offset, value);
  }

  /** How long a head of this value is. */
  static short headLength(short value) {
    return (short) (value < 24 ? 1 : value < 256 ? 2 : 3);
  }
}
