package dev.skep.se.pcsc.applet;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.Util;
import javacardx.apdu.ExtendedLength;

/** Runs the applet's own parts on given values, where the applet itself makes random ones. */
public final class VectorApplet extends Applet implements ExtendedLength {
  private static final byte DERIVE = 1;
  private static final byte HASH_PARTS = 2;
  private static final byte SEAL = 3;
  private static final byte OPEN = 4;
  private static final byte MAC_OUTSIDE = 5;
  private static final byte ENCAPSULATE = 6;

  private static final byte[][] LABELS = {
    Text.CONFIRM, Text.SERVER_TO_SE, Text.SE_TO_SERVER, Text.EXTERNAL
  };

  private final Engines engines = new Engines();
  private final Exchange exchange = new Exchange();
  private final RecordCipher cipher = new RecordCipher(engines);
  private final Record record = new Record();
  private final byte[] k = new byte[32];
  private final byte[] transcript = new byte[32];

  private VectorApplet() {}

  /** Called by the card. */
  public static void install(byte[] parameters, short offset, byte length) {
    new VectorApplet().register();
  }

  @Override
  public void process(APDU apdu) {
    if (selectingApplet()) {
      return;
    }
    byte[] header = apdu.getBuffer();
    byte ins = header[ISO7816.OFFSET_INS];
    byte p1 = header[ISO7816.OFFSET_P1];
    byte p2 = header[ISO7816.OFFSET_P2];
    exchange.receive(apdu, true);
    exchange.send(apdu, run(ins, p1, p2));
  }

  private short run(byte ins, byte p1, byte p2) {
    byte[] in = exchange.in();
    byte[] out = exchange.out();
    short length = exchange.length();
    switch (ins) {
      case DERIVE:
        Util.arrayCopyNonAtomic(in, (short) 0, k, (short) 0, (short) 32);
        Util.arrayCopyNonAtomic(in, (short) 32, transcript, (short) 0, (short) 32);
        short n = (short) (p2 == 1 || p2 == 2 ? 48 : 32);
        engines.kdf.derive(p1, k, LABELS[p2], transcript, out, (short) 0, n);
        return n;
      case HASH_PARTS:
        return hashParts(in, length, out);
      case SEAL:
      case OPEN:
        return protect(ins, p1, in, length, out);
      case MAC_OUTSIDE:
        engines.secondHmac.init(in, (short) 0, (short) 32);
        engines.secondHmac.update(in, (short) 32, (short) (length - 32));
        engines.secondHmac.doFinal(out, (short) 0);
        return 32;
      case ENCAPSULATE:
        byte kind = engines.spki.read(in, (short) 0, length);
        engines.transport.check(p1, kind, engines.spki, in);
        engines.transport.encapsulate(p1, engines.spki, in, k, out, (short) 0);
        n = Transport.encapsulatedLength(p1, engines.spki);
        return Util.arrayCopyNonAtomic(k, (short) 0, out, n, (short) 32);
      default:
        ISOException.throwIt(Sw.UNKNOWN_INS);
        return 0;
    }
  }

  /** Of LP2 parts: SHA-256 over LP of each. */
  private short hashParts(byte[] in, short length, byte[] out) {
    engines.sha.reset();
    short at = 0;
    while (at < length) {
      short part = Util.getShort(in, at);
      engines.shaPart(in, (short) (at + 2), part);
      at += (short) (part + 2);
    }
    engines.shaFinal(out, (short) 0);
    return 32;
  }

  /** Key (48), session id (16), then a record whose body is a plaintext to be sealed, or sealed. */
  private short protect(byte ins, byte direction, byte[] in, short length, byte[] out) {
    short sequence = record.read(engines.cbor, in, (short) 64, (short) (length - 64));
    record.of(in, (short) 48, sequence);
    byte[] label = LABELS[direction];
    cipher.begin(in, (short) 0, label, record);
    cipher.attributes(in, record.attributes(), record.attributesLength());
    Util.arrayCopyNonAtomic(in, record.body(), out, (short) 0, record.bodyLength());
    short plain = (short) (record.bodyLength() - 1);
    // A body has a byte at least: the last one of what is to be sealed is left out.
    return ins == SEAL
        ? cipher.seal(out, (short) 0, plain)
        : cipher.open(out, (short) 0, record.bodyLength());
  }
}
