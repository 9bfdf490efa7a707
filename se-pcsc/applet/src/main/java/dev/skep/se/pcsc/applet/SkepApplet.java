package dev.skep.se.pcsc.applet;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.Util;
import javacardx.apdu.ExtendedLength;

/** The applet: takes commands to the parts that obey them ({@code APDU.md}). */
public final class SkepApplet extends Applet implements ExtendedLength {
  private static final byte VERSION = 1;
  private static final byte CLA = (byte) 0x80;
  private static final byte CHAINED = 0x10;
  private static final byte GET_RESPONSE = (byte) 0xC0;

  private static final byte GET_INFO = 0x02;
  private static final byte CREATE_ATTESTATION_KEY = 0x10;
  private static final byte PUT_CERTIFICATE = 0x12;
  private static final byte LOCK = 0x14;
  private static final byte GET_CHAIN = 0x16;
  private static final byte ESTABLISH = 0x20;
  private static final byte PROCESS = 0x22;
  private static final byte MAC_DATA = 0x24;
  private static final byte ABORT = 0x26;
  private static final byte GET_PROGRESS = 0x28;
  private static final byte GET_KEPT_ANSWER = 0x2A;
  private static final byte LIST = 0x30;
  private static final byte GET_KEY_CHAIN = 0x32;
  private static final byte SIGN = 0x40;
  private static final byte AUTHENTICATE = 0x42;
  private static final byte CHANGE_PIN = 0x44;
  private static final byte UNBLOCK = 0x46;

  private static final byte FIRST = 1;
  private static final byte LAST = 2;
  private static final short SERIAL = 8;

  private final byte[] serial = new byte[SERIAL];
  private final Engines engines = new Engines();
  private final Exchange exchange = new Exchange();
  private final Store store = new Store();
  private final Session session = new Session(store);
  private final AttestationKey identity = new AttestationKey(engines);
  private final HolderUse use = new HolderUse(engines, store);
  private final Establishment establishment;
  private final OutsideData outsideData;
  private final Records records;

  private SkepApplet() {
    RecordCipher cipher = new RecordCipher(engines);
    RecordWriter writer = new RecordWriter(cipher);
    KeptAnswers kept = new KeptAnswers();
    establishment =
        new Establishment(
            engines, identity, session, new KeyGeneration(engines, identity, store, writer));
    outsideData = new OutsideData(engines, session, cipher, writer);
    records =
        new Records(
            engines,
            session,
            cipher,
            new Operations(engines, store),
            new Commit(engines, store, writer, kept),
            kept);
    engines.random.generate(serial, (short) 0, SERIAL);
  }

  /** Called by the card: makes all that this applet will ever have. */
  public static void install(byte[] parameters, short offset, byte length) {
    new SkepApplet().register();
  }

  @Override
  public void process(APDU apdu) {
    byte[] header = apdu.getBuffer();
    if (selectingApplet()) {
      forget();
      recover();
      exchange.send(apdu, info());
      return;
    }
    byte cla = header[ISO7816.OFFSET_CLA];
    if (header[ISO7816.OFFSET_INS] == GET_RESPONSE && (cla == 0 || cla == CLA)) {
      more(apdu);
      return;
    }
    if ((byte) (cla & ~CHAINED) != CLA) {
      forget();
      ISOException.throwIt(Sw.UNKNOWN_CLA);
    }
    byte ins = header[ISO7816.OFFSET_INS];
    if (exchange.receive(apdu, hasData(ins))) {
      obey(apdu, ins, header[ISO7816.OFFSET_P1], header[ISO7816.OFFSET_P2]);
    }
  }

  /** What a session that power ended has left goes. */
  private void recover() {
    if (!session.isOpen()) {
      session.end();
    }
  }

  /** Drops what was not finished. */
  private void forget() {
    exchange.reset();
    outsideData.stop();
    use.stop();
  }

  private void more(APDU apdu) {
    if (!exchange.hasMore()) {
      forget();
      ISOException.throwIt(
          identity.state() == AttestationKey.STOPPED ? Sw.STOPPED : Sw.WRONG_STATE);
    }
    exchange.next(apdu);
  }

  private static boolean hasData(byte ins) {
    return ins != GET_INFO
        && ins != CREATE_ATTESTATION_KEY
        && ins != LOCK
        && ins != GET_CHAIN
        && ins != LIST
        && ins != GET_KEY_CHAIN;
  }

  private void obey(APDU apdu, byte ins, byte p1, byte p2) {
    if (identity.state() == AttestationKey.STOPPED) {
      ISOException.throwIt(Sw.STOPPED);
    }
    requireParameters(ins, p1, p2);
    if (ins != MAC_DATA) {
      outsideData.stop();
    }
    if (ins != SIGN && ins != AUTHENTICATE) {
      use.stop();
    }
    if (ins == GET_CHAIN) {
      exchange.send(apdu, identity.chain().chain(), identity.chain().length());
    } else if (ins == GET_KEY_CHAIN) {
      keyChain(apdu, p1);
    } else {
      boolean done = false;
      try {
        short length = answer(ins, p1, p2);
        Memory.wipe(exchange.in());
        done = true;
        exchange.send(apdu, length);
      } finally {
        if (!done) {
          exchange.reset();
        }
      }
    }
  }

  private void keyChain(APDU apdu, byte place) {
    byte number = use.chainOf(place);
    if (number != 0) {
      exchange.send(apdu, store.chain(number).chain(), store.chain(number).length());
    }
  }

  /** Obeys; the length of the answer. */
  private short answer(byte ins, byte p1, byte p2) {
    byte[] in = exchange.in();
    byte[] out = exchange.out();
    short length = exchange.length();
    switch (ins) {
      case GET_INFO:
        return info();
      case CREATE_ATTESTATION_KEY:
        return identity.create(p1, out);
      case PUT_CERTIFICATE:
        identity.put(p1, in, length);
        return 0;
      case LOCK:
        identity.lock(out);
        return 0;
      case ESTABLISH:
        return establishment.establish(p1, p2, in, length, out);
      case PROCESS:
        return records.process(p1 == FIRST, in, length, out);
      case ABORT:
        records.abort(in, length);
        return 0;
      case GET_PROGRESS:
        return records.progress(in, length, out);
      case GET_KEPT_ANSWER:
        return records.keptAnswer(in, length, out);
      case LIST:
        return use.list(p1, out);
      default:
        return use(ins, p1, in, length, out);
    }
  }

  private short use(byte ins, byte p1, byte[] in, short length, byte[] out) {
    boolean first = (p1 & FIRST) != 0;
    boolean last = (p1 & LAST) != 0;
    switch (ins) {
      case MAC_DATA:
        return outsideData.take(first, last, in, length, out);
      case SIGN:
        return use.take(HolderUse.SIGN, first, last, in, length, out);
      case AUTHENTICATE:
        return use.take(HolderUse.AUTHENTICATE, first, last, in, length, out);
      case CHANGE_PIN:
        use.changePin(in, length);
        return 0;
      default:
        use.unblock(in, length);
        return 0;
    }
  }

  /** Refuses an unknown instruction, and parameters that it has not. */
  private static void requireParameters(byte ins, byte p1, byte p2) {
    byte known = 0;
    switch (ins) {
      case ESTABLISH:
        return;
      case CREATE_ATTESTATION_KEY:
      case PUT_CERTIFICATE:
      case LIST:
      case GET_KEY_CHAIN:
        known = (byte) 0xFF;
        break;
      case PROCESS:
        known = FIRST;
        break;
      case MAC_DATA:
      case SIGN:
      case AUTHENTICATE:
        known = FIRST | LAST;
        break;
      case GET_INFO:
      case LOCK:
      case GET_CHAIN:
      case ABORT:
      case GET_PROGRESS:
      case GET_KEPT_ANSWER:
      case CHANGE_PIN:
      case UNBLOCK:
        break;
      default:
        ISOException.throwIt(Sw.UNKNOWN_INS);
    }
    if (p2 != 0 || (byte) (p1 & ~known) != 0) {
      ISOException.throwIt(Sw.WRONG_P1P2);
    }
  }

  private short info() {
    byte[] out = exchange.out();
    out[0] = VERSION;
    out[1] = identity.state();
    out[2] = identity.key().scheme();
    out[3] = Transport.ALL;
    out[4] = SigningKey.ALL;
    out[5] = KeyDerivation.ALL;
    Util.setShort(out, (short) 6, Exchange.LONGEST_COMMAND);
    out[8] = Store.objects();
    out[9] = Store.keys();
    Util.setShort(out, (short) 10, engines.rsaKeys.longestBits());
    return Util.arrayCopyNonAtomic(serial, (short) 0, out, (short) 12, SERIAL);
  }
}
