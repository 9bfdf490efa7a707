package dev.skep.se.pcsc.applet;

import javacard.framework.ISOException;

/**
 * The server's operations on objects (spec rule D-8), each of which becomes one provisional change.
 * What depends on objects of earlier sessions is decided by the commit. Whatever is thrown closes
 * the session.
 */
final class Operations {
  private static final short MOST_CERTIFICATES = 8;

  private final Engines engines;
  private final Store store;

  Operations(Engines engines, Store store) {
    this.engines = engines;
    this.store = store;
  }

  /** Does what a record says, which was opened. */
  void apply(Record record, Session session) {
    Slot slot;
    if (record.isOp(Text.PIN_DEFINE)) {
      slot = policy(record, session, Slot.PIN);
    } else if (record.isOp(Text.PUK_DEFINE)) {
      slot = policy(record, session, Slot.PUK);
    } else if (record.isOp(Text.SECRET_IMPORT)) {
      slot = secret(record, session);
    } else if (record.isOp(Text.CERTIFICATE_INSTALL)) {
      slot = certify(record, session);
    } else if (record.isOp(Text.PIN_UNBLOCK)) {
      slot = managed(record, session, Slot.UNBLOCK);
    } else if (record.isOp(Text.OBJECT_DELETE)) {
      slot = managed(record, session, Slot.DELETE);
    } else {
      ISOException.throwIt(Sw.CLOSED);
      return;
    }
    digest(record, slot);
    session.addChange(slot);
  }

  /** The digest of the change (P-4). */
  private void digest(Record record, Slot slot) {
    engines.sha.reset();
    engines.shaPart(record.op(), record.opOffset(), record.opLength());
    engines.shaPart(record.buffer(), record.attributes(), record.attributesLength());
    engines.shaPart(record.buffer(), record.body(), record.bodyLength());
    engines.shaFinal(slot.fields(), Slot.digest());
  }

  private Cbor open(Record record) {
    engines.cbor.open(record.buffer(), record.attributes(), record.attributesLength());
    return engines.cbor;
  }

  private Slot policy(Record record, Session session, byte kind) {
    byte[] buffer = record.buffer();
    Cbor cbor = open(record);
    short count = cbor.map();
    Slot slot = begin(record, session, kind, cbor, record.bodyLength());
    cbor.key((byte) 2);
    short format = cbor.number();
    cbor.key((byte) 3);
    short shortest = cbor.number();
    cbor.key((byte) 4);
    short longest = cbor.number();
    cbor.key((byte) 5);
    short tries = cbor.number();
    if (kind == Slot.PIN && cbor.optional((byte) 6)) {
      count--;
      short length = ObjectNames.id(cbor, buffer);
      slot.reference(buffer, cbor.content(), length);
    }
    cbor.end();
    require(count == 5 && PinPolicy.isPolicy(format, shortest, longest, tries));
    slot.policy((byte) format, (byte) shortest, (byte) longest, (byte) tries);
    if (kind == Slot.PUK || record.bodyLength() > 0) {
      require(slot.allows(buffer, record.body(), record.bodyLength()));
      slot.value(buffer, record.body(), record.bodyLength());
    }
    return slot;
  }

  private Slot secret(Record record, Session session) {
    byte[] buffer = record.buffer();
    Cbor cbor = open(record);
    short count = cbor.map();
    Slot slot = begin(record, session, Slot.SECRET, cbor, record.bodyLength());
    cbor.key((byte) 2);
    short nameLength = cbor.text((short) 1, (short) 64);
    boolean mac = Text.is(Text.HS256, buffer, cbor.content(), nameLength);
    require(mac || Text.is(Text.OPAQUE, buffer, cbor.content(), nameLength));
    if (cbor.optional((byte) 3)) {
      count--;
      short length = ObjectNames.id(cbor, buffer);
      slot.reference(buffer, cbor.content(), length);
    }
    cbor.key((byte) 4);
    ObjectNames.label(cbor, buffer);
    cbor.end();
    short length = record.bodyLength();
    require(count == 3);
    require(mac ? length >= 32 && length <= 64 : length >= 1 && length <= 1024);
    slot.isMacKey(mac);
    slot.value(buffer, record.body(), length);
    return slot;
  }

  private Slot certify(Record record, Session session) {
    byte[] buffer = record.buffer();
    require(record.bodyLength() == 0);
    Cbor cbor = open(record);
    require(cbor.map() == 2);
    Slot slot = begin(record, session, Slot.CERTIFY, cbor, (short) 0);
    cbor.key((byte) 2);
    short count = cbor.array();
    require(count >= 1 && count <= MOST_CERTIFICATES);
    byte number = store.freeChain();
    Certificates chain = store.chain(number);
    chain.state(Slot.PROVISIONAL);
    slot.certificates(number);
    for (short i = 0; i < count; i++) {
      short length = cbor.bytes((short) 1, (short) 32767);
      require(chain.add(buffer, cbor.content(), length));
    }
    cbor.end();
    return slot;
  }

  /** {@code pin.unblock} and {@code object.delete}, which need a management key (D-11). */
  private Slot managed(Record record, Session session, byte kind) {
    short length = record.bodyLength();
    require(session.isManaged() && (kind == Slot.UNBLOCK || length == 0));
    Cbor cbor = open(record);
    require(cbor.map() == 1);
    Slot slot = begin(record, session, kind, cbor, length);
    cbor.end();
    if (length > 0) {
      require(length <= PinPolicy.LONGEST);
      slot.value(record.buffer(), record.body(), length);
    }
    return slot;
  }

  /** Takes a place, and reads the id. */
  private Slot begin(Record record, Session session, byte kind, Cbor cbor, short valueBytes) {
    byte[] buffer = record.buffer();
    cbor.key((byte) 1);
    short length = ObjectNames.id(cbor, buffer);
    short id = cbor.content();
    Slot slot = store.freeObject(valueBytes);
    slot.begin(kind, session.data(), Session.DOMAIN);
    slot.id(buffer, id, length);
    if (kind <= Slot.KEY) {
      requireNew(slot, session);
      slot.describe(buffer, record.attributes(), record.attributesLength());
    }
    return slot;
  }

  /** A session makes no two objects of one id (D-1). */
  private void requireNew(Slot slot, Session session) {
    for (short i = 0; i < session.changes(); i++) {
      Slot earlier = store.at(session.change(i));
      require(earlier.kind() > Slot.KEY || !earlier.isNamedAs(slot));
    }
  }

  private static void require(boolean good) {
    if (!good) {
      ISOException.throwIt(Sw.CLOSED);
    }
  }
}
