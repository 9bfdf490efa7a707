package dev.skep.se.pcsc.applet;

import javacard.framework.ISOException;
import javacard.framework.Util;

/**
 * {@code data.mac} over data that comes in blocks (spec rule R-10): the MAC under the external key
 * and the record's own run side by side, so that the data need not fit the card.
 */
final class OutsideData {
  private static final short MOST_BYTES = 16384;
  private static final short MOST_RECORDS = 8;
  private static final short LONGEST_LABEL = 128;

  private static final short LEFT = 0;
  private static final short RUNNING = 1;

  private final Engines engines;
  private final Session session;
  private final RecordCipher cipher;
  private final RecordWriter writer;
  private final short[] progress = Memory.shorts((short) 2);
  private final byte[] heads = Memory.publicBytes((short) 8);

  OutsideData(Engines engines, Session session, RecordCipher cipher, RecordWriter writer) {
    this.engines = engines;
    this.session = session;
    this.cipher = cipher;
    this.writer = writer;
  }

  /** Another command came in between. */
  void stop() {
    progress[RUNNING] = 0;
  }

  /** Takes a block; the length of the answer in {@code out}, 0 before the last. */
  short take(boolean first, boolean last, byte[] in, short length, byte[] out) {
    short at = first ? begin(in, length) : 0;
    if (progress[RUNNING] == 0) {
      ISOException.throwIt(Sw.WRONG_STATE);
    }
    short bytes = (short) (length - at);
    if (bytes > progress[LEFT] || last != (bytes == progress[LEFT])) {
      stop();
      ISOException.throwIt(Sw.WRONG_LENGTH);
    }
    engines.secondHmac.update(in, at, bytes);
    cipher.attributes(in, at, bytes);
    progress[LEFT] -= bytes;
    return last ? end(out) : 0;
  }

  private short begin(byte[] in, short length) {
    stop();
    if (length < (short) (Session.NAME + 3)) {
      ISOException.throwIt(Sw.WRONG_LENGTH);
    }
    session.require(in, (short) 0);
    short label = Session.NAME + 1;
    short labelLength = (short) (in[Session.NAME] & 0xFF);
    if (labelLength > LONGEST_LABEL || (short) (length - label - 2) < labelLength) {
      ISOException.throwIt(Sw.WRONG_LENGTH);
    }
    short total = Util.getShort(in, (short) (label + labelLength));
    if (total < 0 || total > MOST_BYTES) {
      ISOException.throwIt(Sw.WRONG_LENGTH);
    }
    if (!ObjectNames.isUtf8(in, label, labelLength)) {
      Cbor.malformed();
    }
    if (session.outsideData() >= MOST_RECORDS) {
      ISOException.throwIt(Sw.WRONG_STATE);
    }
    beginMac(in, label, labelLength, total);
    beginRecord(in, label, labelLength, total);
    progress[LEFT] = total;
    progress[RUNNING] = 1;
    return (short) (label + labelLength + 2);
  }

  private void beginMac(byte[] in, short label, short labelLength, short total) {
    Hmac mac = engines.secondHmac;
    mac.init(session.data(), Session.EXTERNAL_KEY, Engines.SHA);
    mac.update(Text.EXTERNAL_DATA);
    engines.macPart(mac, in, label, labelLength);
    engines.macLength(mac, total);
  }

  private void beginRecord(byte[] in, short label, short labelLength, short total) {
    heads[0] = (byte) 0xA2;
    heads[1] = 1;
    short labelAt = Cbor.head(heads, (short) 2, Cbor.TEXT, labelLength);
    short length = (short) (labelAt + labelLength + 1 + Cbor.headLength(total) + total);
    writer.describe(session, Text.DATA_MAC, length);
    writer.start(session);
    cipher.attributes(heads, (short) 0, labelAt);
    cipher.attributes(in, label, labelLength);
    heads[0] = 2;
    short end = Cbor.head(heads, (short) 1, Cbor.BYTES, total);
    cipher.attributes(heads, (short) 0, end);
  }

  private short end(byte[] out) {
    stop();
    Util.setShort(out, (short) 0, (short) 0);
    Util.setShort(out, (short) 2, session.sent());
    engines.secondHmac.doFinal(out, (short) 4);
    short body = cipher.seal(out, (short) 4, Hmac.SIZE);
    session.countOutsideData(MOST_RECORDS);
    session.countSent();
    return (short) (4 + body);
  }
}
