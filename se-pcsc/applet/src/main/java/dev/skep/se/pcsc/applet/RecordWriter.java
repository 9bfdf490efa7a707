package dev.skep.se.pcsc.applet;

import javacard.framework.Util;

/** Writes and seals what the card sends (spec section 7). */
final class RecordWriter {
  private static final byte MAP_OF_4 = (byte) 0xA4;

  private final RecordCipher cipher;
  private final Record record = new Record();

  RecordWriter(RecordCipher cipher) {
    this.cipher = cipher;
  }

  /** Writes what comes before the attributes; where these go. */
  short begin(Session session, byte[] op, short attributesLength, byte[] out, short offset) {
    describe(session, op, attributesLength);
    short at = offset;
    out[at++] = MAP_OF_4;
    out[at++] = 1;
    at = Cbor.head(out, at, Cbor.UINT, session.sent());
    out[at++] = 2;
    at = Cbor.head(out, at, Cbor.TEXT, (short) op.length);
    at = Util.arrayCopyNonAtomic(op, (short) 0, out, at, (short) op.length);
    out[at++] = 3;
    return Cbor.head(out, at, Cbor.BYTES, attributesLength);
  }

  /** Where a plaintext goes, behind attributes that end here. */
  static short plaintext(short attributesEnd, short length) {
    return (short) (attributesEnd + 1 + Cbor.headLength(RecordCipher.bodyLength(length)));
  }

  /**
   * Seals a record whose attributes and plaintext are in their places.
   *
   * @return where the record ends
   */
  short end(Session session, byte[] out, short attributes, short plaintextLength) {
    short attributesEnd = (short) (attributes + record.attributesLength());
    out[attributesEnd] = 4;
    short at =
        Cbor.head(
            out, (short) (attributesEnd + 1), Cbor.BYTES, RecordCipher.bodyLength(plaintextLength));
    start(session);
    cipher.attributes(out, attributes, record.attributesLength());
    short length = cipher.seal(out, at, plaintextLength);
    session.countSent();
    return (short) (at + length);
  }

  /** Says what the next record to be sealed is. */
  void describe(Session session, byte[] op, short attributesLength) {
    record.of(session.data(), Session.SESSION_ID, session.sent());
    record.op(op, (short) 0, (short) op.length);
    record.attributes(attributesLength);
  }

  /** Begins its protection; its attributes come next. */
  void start(Session session) {
    cipher.begin(session.data(), Session.SEND_KEY, Text.SE_TO_SERVER, record);
  }
}
