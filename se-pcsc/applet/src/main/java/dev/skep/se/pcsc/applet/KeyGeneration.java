package dev.skep.se.pcsc.applet;

import javacard.framework.ISOException;
import javacard.framework.Util;

/** Makes the keys that a request asks for, and says of each what it is (spec rules D-5 and D-6). */
final class KeyGeneration {
  private static final byte VERSION = 1;

  /** Entries that a statement has and its template has not. */
  private static final short MORE_ENTRIES = 5;

  private final Engines engines;
  private final AttestationKey identity;
  private final Store store;
  private final RecordWriter writer;

  KeyGeneration(Engines engines, AttestationKey identity, Store store, RecordWriter writer) {
    this.engines = engines;
    this.identity = identity;
    this.store = store;
    this.writer = writer;
  }

  /** Makes all keys, provisionally. */
  void make(Request request, byte[] in, Session session) {
    for (short i = 0; i < request.keys(); i++) {
      KeySlot slot = store.freeKey();
      slot.begin(Slot.KEY, session.data(), Session.DOMAIN);
      make(request.key(in, i), in, slot, session);
      session.addChange(slot);
    }
  }

  private void make(KeyTemplate template, byte[] in, KeySlot slot, Session session) {
    slot.id(in, template.id(), template.idLength());
    if (template.hasPin()) {
      slot.reference(in, template.pin(), template.pinLength());
    }
    slot.key().generate(template.scheme());
    state(template, in, slot, session);
    if (template.isSigned()) {
      short length =
          engines.signatures.attest(
              identity.key(),
              Text.KEY_ATTESTATION,
              slot.description(),
              (short) 0,
              slot.descriptionLength(),
              slot.value(),
              (short) 0);
      slot.valueLength(length);
    }
  }

  /** Writes the statement (KA-1). */
  private static void state(KeyTemplate template, byte[] in, KeySlot slot, Session session) {
    byte[] out = slot.description();
    short count = (short) ((template.hasPin() ? 8 : 7) + MORE_ENTRIES);
    short at = Cbor.head(out, (short) 0, Cbor.MAP, count);
    at = Util.arrayCopyNonAtomic(in, template.entries(), out, at, template.entriesLength());
    out[at++] = 9;
    at = Cbor.head(out, at, Cbor.BYTES, slot.key().spkiLength());
    slot.spki(at);
    at = slot.key().writeSpki(out, at);
    out[at++] = 10;
    at = bytes(session.data(), Session.SESSION_ID, Session.NAME, out, at);
    out[at++] = 11;
    at = bytes(session.data(), Session.DOMAIN, Engines.SHA, out, at);
    out[at++] = 12;
    at = bytes(session.data(), Session.SERVER_KEY, Engines.SHA, out, at);
    out[at++] = 13;
    out[at++] = VERSION;
    slot.descriptionLength(at);
  }

  private static short bytes(byte[] from, short offset, short length, byte[] out, short at) {
    short content = Cbor.head(out, at, Cbor.BYTES, length);
    return Util.arrayCopyNonAtomic(from, offset, out, content, length);
  }

  /** Seals {@code key.generated} for each key, as LP2(record); where the last one ends. */
  short seal(Session session, byte[] out, short offset) {
    short at = offset;
    for (short i = 0; i < session.changes(); i++) {
      at = seal(session, store.at(session.change(i)), out, at);
    }
    return at;
  }

  private short seal(Session session, Slot slot, byte[] out, short offset) {
    short attributesLength = attributesLength(slot);
    if ((short) (out.length - offset) < (short) (attributesLength + 64)) {
      ISOException.throwIt(Sw.NO_ROOM);
    }
    short attributes =
        writer.begin(session, Text.KEY_GENERATED, attributesLength, out, (short) (offset + 2));
    short at = Cbor.head(out, attributes, Cbor.MAP, (short) (slot.valueLength() > 0 ? 2 : 1));
    out[at++] = 1;
    at = bytes(slot.description(), (short) 0, slot.descriptionLength(), out, at);
    if (slot.valueLength() > 0) {
      out[at++] = 2;
      bytes(slot.value(), (short) 0, slot.valueLength(), out, at);
    }
    engines.sha.reset();
    engines.shaPart(Text.KEY_GENERATED);
    engines.shaPart(out, attributes, attributesLength);
    engines.shaPart(out, attributes, (short) 0);
    engines.shaFinal(slot.fields(), Slot.digest());
    short end = writer.end(session, out, attributes, (short) 0);
    Util.setShort(out, offset, (short) (end - offset - 2));
    return end;
  }

  private static short attributesLength(Slot slot) {
    short statement = slot.descriptionLength();
    short length = (short) (2 + Cbor.headLength(statement) + statement);
    short signature = slot.valueLength();
    return signature == 0 ? length : (short) (length + 1 + Cbor.headLength(signature) + signature);
  }
}
