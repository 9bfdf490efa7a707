package dev.skep.se.pcsc.applet;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/** Makes all that a session changed permanent, or nothing (spec rules P-1, P-2, D-9 to D-12). */
final class Commit {
  private static final short RECEIPT_DIGEST = 32;

  /** The length of a SHA-256 value, as LP writes it. */
  private static final byte[] LP_SHA = {0, 0, 0, 32};

  private final Engines engines;
  private final Store store;
  private final RecordWriter writer;
  private final KeptAnswers kept;

  Commit(Engines engines, Store store, RecordWriter writer, KeptAnswers kept) {
    this.engines = engines;
    this.store = store;
    this.writer = writer;
    this.kept = kept;
  }

  /**
   * Commits. Whatever is thrown closes the session, and has changed nothing.
   *
   * @param out gets LP2(committed)
   * @return where the answer ends
   */
  short commit(Record record, Session session, byte[] out, short offset) {
    require(record.bodyLength() == 0);
    authorize(record, session);
    short end = answer(session, out, (short) (offset + 2));
    short length = (short) (end - offset - 2);
    Util.setShort(out, offset, length);
    kept.prepare(session.data(), Session.PROGRESS, out, (short) (offset + 2), length);
    JCSystem.beginTransaction();
    if (!apply(session) || !store.isWhole()) {
      JCSystem.abortTransaction();
      ISOException.throwIt(Sw.CLOSED);
    }
    kept.keep(length);
    JCSystem.commitTransaction();
    return end;
  }

  /** Compares the request (P-1) and verifies the issuer's authority (D-11). */
  private void authorize(Record record, Session session) {
    if (!session.hasRequest()) {
      require(record.attributesLength() == 0);
      return;
    }
    byte[] buffer = record.buffer();
    Cbor cbor = engines.cbor;
    cbor.open(buffer, record.attributes(), record.attributesLength());
    short count = cbor.map();
    cbor.key((byte) 1);
    cbor.bytes(Engines.SHA, Engines.SHA);
    require(Memory.equal(buffer, cbor.content(), session.data(), Session.REQUEST, Engines.SHA));
    require(count == (session.isManaged() ? 2 : 1));
    if (session.isManaged()) {
      cbor.key((byte) 2);
      short length = cbor.bytes((short) 1, (short) 32767);
      require(isSigned(session, buffer, cbor.content(), length));
    }
    cbor.end();
  }

  private boolean isSigned(Session session, byte[] signature, short offset, short length) {
    byte[] data = session.data();
    byte[] management = session.management();
    Signatures signatures = engines.signatures;
    byte kind = engines.spki.read(management, (short) 0, session.managementLength());
    signatures.beginVerifier(kind, engines.spki, management);
    signatures.updateVerifier(
        kind, Text.KEY_MANAGEMENT, (short) 0, (short) Text.KEY_MANAGEMENT.length);
    signatures.updateVerifier(kind, LP_SHA, (short) 0, (short) LP_SHA.length);
    signatures.updateVerifier(kind, data, Session.TRANSCRIPT, Engines.SHA);
    signatures.updateVerifier(kind, LP_SHA, (short) 0, (short) LP_SHA.length);
    signatures.updateVerifier(kind, data, Session.REQUEST, Engines.SHA);
    return signatures.verify(kind, engines.spki, signature, offset, length);
  }

  /** Seals {@code committed} with the receipt; where it ends. */
  private short answer(Session session, byte[] out, short offset) {
    short attributes = writer.begin(session, Text.COMMITTED, (short) 0, out, offset);
    short changes = session.changes();
    short length = (short) (1 + 1 + Cbor.headLength(changes) + 1 + 2 + RECEIPT_DIGEST);
    short at = RecordWriter.plaintext(attributes, length);
    at = Cbor.head(out, at, Cbor.MAP, (short) 2);
    out[at++] = 1;
    at = Cbor.head(out, at, Cbor.UINT, changes);
    out[at++] = 2;
    at = Cbor.head(out, at, Cbor.BYTES, RECEIPT_DIGEST);
    engines.sha.reset();
    for (short i = 0; i < changes; i++) {
      engines.sha.update(store.at(session.change(i)).fields(), Slot.digest(), Engines.SHA);
    }
    engines.shaFinal(out, at);
    return writer.end(session, out, attributes, length);
  }

  /** Makes the changes in order; whether all of them may be made. */
  private boolean apply(Session session) {
    for (short i = 0; i < session.changes(); i++) {
      Slot change = store.at(session.change(i));
      if (!apply(change, session, i)) {
        return false;
      }
      if (change.kind() > Slot.KEY) {
        change.state(Slot.DEAD);
      }
    }
    return true;
  }

  private boolean apply(Slot change, Session session, short number) {
    short place = store.findNamedAs(change);
    boolean found = place >= 0;
    Slot target = found ? store.at(place) : change;
    boolean made = isMade(change, session, number);
    boolean reaches = found && session.isManaged() && !made;
    switch (change.kind()) {
      case Slot.CERTIFY:
        return found && (made || session.isManaged()) && certify(change, target);
      case Slot.UNBLOCK:
        return reaches && unblock(change, target);
      case Slot.DELETE:
        if (reaches) {
          store.remove(target);
        }
        return reaches;
      default:
        return (!found || session.isManaged() && target.kind() == change.kind())
            && make(change, target, found);
    }
  }

  /** An object is made, in place of an earlier one of its kind (D-10). */
  private boolean make(Slot object, Slot earlier, boolean found) {
    if (found) {
      store.remove(earlier);
    }
    object.state(Slot.LIVE);
    return true;
  }

  private boolean certify(Slot change, Slot target) {
    if (target.kind() != Slot.KEY) {
      return false;
    }
    KeySlot key = (KeySlot) target;
    Certificates chain = store.chain(change.certificates());
    if (!chain.isFor(key.description(), key.spki(), key.key().spkiLength())) {
      return false;
    }
    if (key.certificates() != 0) {
      store.chain(key.certificates()).state(Slot.DEAD);
    }
    chain.state(Slot.LIVE);
    key.certificates(change.certificates());
    return true;
  }

  private static boolean unblock(Slot change, Slot pin) {
    if (pin.kind() != Slot.PIN) {
      return false;
    }
    if (change.hasValue()) {
      if (!pin.allows(change.value(), (short) 0, change.valueLength())) {
        return false;
      }
      pin.value(change.value(), (short) 0, change.valueLength());
    }
    pin.restoreTries();
    return true;
  }

  /** Whether an object of this name was made by the session before. */
  private boolean isMade(Slot named, Session session, short number) {
    for (short i = 0; i < number; i++) {
      Slot earlier = store.at(session.change(i));
      if (earlier.kind() <= Slot.KEY && earlier.isNamedAs(named)) {
        return true;
      }
    }
    return false;
  }

  private static void require(boolean good) {
    if (!good) {
      ISOException.throwIt(Sw.CLOSED);
    }
  }
}
