package dev.skep.se.pcsc.applet;

import javacard.framework.ISOException;

/** One key that a request asks for, where it stands in the command (spec rule D-5). */
final class KeyTemplate {
  private static final short START = 0;
  private static final short END = 1;
  private static final short ID = 2;
  private static final short ID_LENGTH = 3;
  private static final short PIN = 4;
  private static final short PIN_LENGTH = 5;
  private static final short SCHEME = 6;
  private static final short SIGNED = 7;

  private final short[] parts = Memory.shorts((short) 8);

  /** Reads it; {@code 6A81} if the card makes no such keys. */
  void read(Cbor cbor, byte[] buffer) {
    short count = cbor.map();
    parts[START] = cbor.at();
    cbor.key((byte) 1);
    parts[ID_LENGTH] = ObjectNames.id(cbor, buffer);
    parts[ID] = cbor.content();
    cbor.key((byte) 2);
    short nameLength = cbor.text((short) 1, (short) 64);
    scheme(buffer, cbor.content(), nameLength);
    cbor.key((byte) 3);
    size(cbor.number());
    cbor.key((byte) 4);
    expect(cbor.number(), (short) 1, (short) 3);
    parts[PIN_LENGTH] = 0;
    if (cbor.optional((byte) 5)) {
      parts[PIN_LENGTH] = ObjectNames.id(cbor, buffer);
      parts[PIN] = cbor.content();
    }
    expect(count, (short) (hasPin() ? 8 : 7), (short) (hasPin() ? 8 : 7));
    cbor.key((byte) 6);
    ObjectNames.label(cbor, buffer);
    cbor.key((byte) 7);
    expect(cbor.number(), (short) 0, (short) 0);
    cbor.key((byte) 8);
    parts[SIGNED] = cbor.number();
    expect(parts[SIGNED], (short) 0, (short) 1);
    parts[END] = cbor.at();
  }

  private void scheme(byte[] buffer, short name, short length) {
    if (Text.is(Text.ES256, buffer, name, length)) {
      parts[SCHEME] = SigningKey.ES256;
    } else if (Text.is(Text.RS256, buffer, name, length)) {
      parts[SCHEME] = SigningKey.RS256;
    } else {
      ISOException.throwIt(Sw.NOT_SUPPORTED);
    }
  }

  private void size(short bits) {
    if (bits != 0 && bits != (short) (parts[SCHEME] == SigningKey.ES256 ? 256 : 2048)) {
      ISOException.throwIt(Sw.NOT_SUPPORTED);
    }
  }

  private static void expect(short value, short least, short most) {
    if (value < least || value > most) {
      Cbor.malformed();
    }
  }

  byte scheme() {
    return (byte) parts[SCHEME];
  }

  boolean isSigned() {
    return parts[SIGNED] == 1;
  }

  short id() {
    return parts[ID];
  }

  short idLength() {
    return parts[ID_LENGTH];
  }

  boolean hasPin() {
    return parts[PIN_LENGTH] != 0;
  }

  short pin() {
    return parts[PIN];
  }

  short pinLength() {
    return parts[PIN_LENGTH];
  }

  /** Where its entries begin, after the head of the map. */
  short entries() {
    return parts[START];
  }

  short entriesLength() {
    return (short) (parts[END] - parts[START]);
  }
}
