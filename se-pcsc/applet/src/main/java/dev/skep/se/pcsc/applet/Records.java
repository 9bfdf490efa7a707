package dev.skep.se.pcsc.applet;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/** Takes a session's records, one at a time and in order (spec sections 7 and 10). */
final class Records {
  private static final byte GOES_ON = 0;
  private static final byte ENDED = 1;

  private final Engines engines;
  private final Session session;
  private final RecordCipher cipher;
  private final Operations operations;
  private final Commit commit;
  private final KeptAnswers kept;
  private final Record record = new Record();

  Records(
      Engines engines,
      Session session,
      RecordCipher cipher,
      Operations operations,
      Commit commit,
      KeptAnswers kept) {
    this.engines = engines;
    this.session = session;
    this.cipher = cipher;
    this.operations = operations;
    this.commit = commit;
    this.kept = kept;
  }

  /** Processes one record; the length of the answer in {@code out}. */
  short process(boolean first, byte[] in, short length, byte[] out) {
    if (length <= Session.NAME) {
      ISOException.throwIt(Sw.WRONG_LENGTH);
    }
    session.require(in, (short) 0);
    try {
      return open(first, in, length, out);
    } catch (RuntimeException e) {
      if (JCSystem.getTransactionDepth() != 0) {
        JCSystem.abortTransaction();
      }
      session.end();
      ISOException.throwIt(Sw.CLOSED);
      return 0;
    }
  }

  private short open(boolean first, byte[] in, short length, byte[] out) {
    short bytes = (short) (length - Session.NAME);
    byte[] data = session.data();
    engines.sha.reset();
    if (first) {
      engines.sha.doFinal(in, (short) 0, Session.NAME, data, Session.PROGRESS);
    }
    engines.sha.update(data, Session.PROGRESS, Engines.SHA);
    engines.sha.doFinal(in, Session.NAME, bytes, data, Session.PROGRESS);
    unseal(in, bytes);
    if (!record.isOp(Text.COMMIT)) {
      operations.apply(record, session);
      out[0] = GOES_ON;
      return 1;
    }
    short end = commit.commit(record, session, out, (short) 1);
    session.end();
    out[0] = ENDED;
    return end;
  }

  private void unseal(byte[] in, short bytes) {
    byte[] data = session.data();
    if (record.read(engines.cbor, in, Session.NAME, bytes) != session.received()) {
      ISOException.throwIt(Sw.CLOSED);
    }
    record.of(data, Session.SESSION_ID, session.received());
    cipher.begin(data, Session.RECEIVE_KEY, Text.SERVER_TO_SE, record);
    cipher.attributes(in, record.attributes(), record.attributesLength());
    short plaintext = cipher.open(in, record.body(), record.bodyLength());
    if (plaintext < 0) {
      ISOException.throwIt(Sw.CLOSED);
    }
    record.opened(plaintext);
    session.countReceived();
  }

  /** The running hash of the message; its length in {@code out}. */
  short progress(byte[] in, short length, byte[] out) {
    if (length != Session.NAME) {
      ISOException.throwIt(Sw.WRONG_LENGTH);
    }
    session.require(in, (short) 0);
    Util.arrayCopyNonAtomic(session.data(), Session.PROGRESS, out, (short) 0, Engines.SHA);
    return Engines.SHA;
  }

  /** The answer to what committed, as LP2(record); its length in {@code out}. */
  short keptAnswer(byte[] in, short length, byte[] out) {
    if (length != Engines.SHA) {
      ISOException.throwIt(Sw.WRONG_LENGTH);
    }
    short found = kept.find(in, (short) 0, out, (short) 2);
    if (found == 0) {
      ISOException.throwIt(Sw.NOT_FOUND);
    }
    Util.setShort(out, (short) 0, found);
    return (short) (found + 2);
  }

  /** Ends the session that a handle names, if it does. */
  void abort(byte[] in, short length) {
    if (length != Session.NAME) {
      ISOException.throwIt(Sw.WRONG_LENGTH);
    }
    if (session.isOpen() && Memory.equal(session.data(), Session.HANDLE, in, (short) 0, length)) {
      session.end();
    }
  }
}
