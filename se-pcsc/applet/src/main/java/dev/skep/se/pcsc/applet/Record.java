package dev.skep.se.pcsc.applet;

/** Where the parts of the record at hand are: what its protection covers, and its content. */
final class Record {
  private static final short SESSION = 0;
  private static final short OP = 1;
  private static final short BUFFER = 2;

  private static final short SESSION_ID = 0;
  private static final short SEQUENCE = 1;
  private static final short OP_OFFSET = 2;
  private static final short OP_LENGTH = 3;
  private static final short ATTRIBUTES = 4;
  private static final short ATTRIBUTES_LENGTH = 5;
  private static final short BODY = 6;
  private static final short BODY_LENGTH = 7;

  private final Object[] buffers = Memory.references((short) 3);
  private final short[] parts = Memory.shorts((short) 8);

  /** Says of which session it is. */
  void of(byte[] session, short sessionId, short sequence) {
    buffers[SESSION] = session;
    parts[SESSION_ID] = sessionId;
    parts[SEQUENCE] = sequence;
  }

  /** Says what it does. */
  void op(byte[] buffer, short offset, short length) {
    buffers[OP] = buffer;
    parts[OP_OFFSET] = offset;
    parts[OP_LENGTH] = length;
  }

  /** Says how long its attributes are, which are somewhere else. */
  void attributes(short length) {
    parts[ATTRIBUTES_LENGTH] = length;
  }

  /**
   * Reads {@code {1 seq, 2 op, 3 attributes, 4 body}}.
   *
   * @return its sequence number
   */
  short read(Cbor cbor, byte[] buffer, short offset, short length) {
    buffers[BUFFER] = buffer;
    cbor.open(buffer, offset, length);
    if (cbor.map() != 4) {
      Cbor.malformed();
    }
    cbor.key((byte) 1);
    short sequence = cbor.number();
    cbor.key((byte) 2);
    short opLength = cbor.text((short) 1, (short) 32);
    op(buffer, cbor.content(), opLength);
    cbor.key((byte) 3);
    parts[ATTRIBUTES_LENGTH] = cbor.bytes((short) 0, (short) 32767);
    parts[ATTRIBUTES] = cbor.content();
    cbor.key((byte) 4);
    parts[BODY_LENGTH] = cbor.bytes((short) 1, (short) 32767);
    parts[BODY] = cbor.content();
    cbor.end();
    return sequence;
  }

  byte[] session() {
    return (byte[]) buffers[SESSION];
  }

  short sessionId() {
    return parts[SESSION_ID];
  }

  short sequence() {
    return parts[SEQUENCE];
  }

  byte[] op() {
    return (byte[]) buffers[OP];
  }

  short opOffset() {
    return parts[OP_OFFSET];
  }

  short opLength() {
    return parts[OP_LENGTH];
  }

  boolean isOp(byte[] text) {
    return Text.is(text, op(), opOffset(), opLength());
  }

  /** Where a record was read from. */
  byte[] buffer() {
    return (byte[]) buffers[BUFFER];
  }

  short attributes() {
    return parts[ATTRIBUTES];
  }

  short attributesLength() {
    return parts[ATTRIBUTES_LENGTH];
  }

  short body() {
    return parts[BODY];
  }

  /** Of the body; of the plaintext once it was opened. */
  short bodyLength() {
    return parts[BODY_LENGTH];
  }

  void opened(short plaintextLength) {
    parts[BODY_LENGTH] = plaintextLength;
  }
}
