package dev.skep.se.pcsc.applet;

import javacard.framework.ISOException;
import javacard.framework.Util;

/** The issuer's request, where it stands in the command (spec section 11.1). */
final class Request {
  private static final short MOST_KEYS = 16;

  private static final short AT = 0;
  private static final short LENGTH = 1;
  private static final short SCHEME = 2;
  private static final short SCHEME_LENGTH = 3;
  private static final short MANAGEMENT = 4;
  private static final short MANAGEMENT_LENGTH = 5;
  private static final short KEYS = 6;
  private static final short TEMPLATES = 7;

  private final short[] parts = Memory.shorts((short) 8);
  private final Cbor cbor;
  private final KeyTemplate template = new KeyTemplate();
  private final KeyTemplate other = new KeyTemplate();

  Request(Cbor cbor) {
    this.cbor = cbor;
  }

  /** Reads all of it, which may be empty; {@code 6A80} or {@code 6A81} if the card cannot obey. */
  void read(byte[] buffer, short offset, short length) {
    parts[AT] = offset;
    parts[LENGTH] = length;
    parts[KEYS] = 0;
    parts[MANAGEMENT_LENGTH] = 0;
    if (length == 0) {
      return;
    }
    cbor.open(buffer, offset, length);
    short count = cbor.map();
    short seen = 3;
    if (cbor.optional((byte) 1)) {
      seen++;
      readManagement();
    }
    cbor.key((byte) 2);
    readKeys(buffer);
    cbor.key((byte) 3);
    ObjectNames.label(cbor, buffer);
    cbor.key((byte) 4);
    cbor.bytes((short) 0, (short) 64);
    if (cbor.optional((byte) 5)) {
      seen++;
      cbor.bytes((short) 32, (short) 32);
    }
    if (count != seen) {
      Cbor.malformed();
    }
    cbor.end();
    requireDistinctIds(buffer);
  }

  private void readManagement() {
    if (cbor.array() != 2) {
      Cbor.malformed();
    }
    parts[SCHEME_LENGTH] = cbor.text((short) 1, (short) 64);
    parts[SCHEME] = cbor.content();
    parts[MANAGEMENT_LENGTH] = cbor.bytes((short) 1, (short) 4096);
    parts[MANAGEMENT] = cbor.content();
  }

  private void readKeys(byte[] buffer) {
    parts[KEYS] = cbor.array();
    if (parts[KEYS] > MOST_KEYS) {
      Cbor.malformed();
    }
    parts[TEMPLATES] = cbor.at();
    for (short i = 0; i < parts[KEYS]; i++) {
      template.read(cbor, buffer);
    }
  }

  private void requireDistinctIds(byte[] buffer) {
    for (short i = 1; i < parts[KEYS]; i++) {
      KeyTemplate one = key(buffer, i, template);
      for (short j = 0; j < i; j++) {
        KeyTemplate earlier = key(buffer, j, other);
        if (one.idLength() == earlier.idLength()
            && Util.arrayCompare(buffer, one.id(), buffer, earlier.id(), one.idLength()) == 0) {
          Cbor.malformed();
        }
      }
    }
  }

  private KeyTemplate key(byte[] buffer, short number, KeyTemplate into) {
    cbor.open(buffer, parts[TEMPLATES], (short) (parts[AT] + parts[LENGTH] - parts[TEMPLATES]));
    for (short i = 0; i <= number; i++) {
      into.read(cbor, buffer);
    }
    return into;
  }

  /** How many keys it asks for. */
  short keys() {
    return parts[KEYS];
  }

  /** One of them; good until the next one. */
  KeyTemplate key(byte[] buffer, short number) {
    return key(buffer, number, template);
  }

  boolean hasManagementKey() {
    return parts[MANAGEMENT_LENGTH] != 0;
  }

  short management() {
    return parts[MANAGEMENT];
  }

  short managementLength() {
    return parts[MANAGEMENT_LENGTH];
  }

  short scheme() {
    return parts[SCHEME];
  }

  short schemeLength() {
    return parts[SCHEME_LENGTH];
  }

  /** Which kind of key its management key has to be; {@code 6A81} for a scheme that is not here. */
  byte managementKind(byte[] buffer) {
    if (Text.is(Text.ES256, buffer, parts[SCHEME], parts[SCHEME_LENGTH])) {
      return Spki.EC;
    }
    if (!Text.is(Text.RS256, buffer, parts[SCHEME], parts[SCHEME_LENGTH])) {
      ISOException.throwIt(Sw.NOT_SUPPORTED);
    }
    return Spki.RSA;
  }
}
