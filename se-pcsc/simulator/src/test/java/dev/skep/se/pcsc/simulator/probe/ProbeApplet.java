package dev.skep.se.pcsc.simulator.probe;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.OwnerPIN;
import javacard.framework.Util;
import javacard.security.AESKey;
import javacard.security.KeyBuilder;
import javacard.security.KeyPair;
import javacard.security.RandomData;
import javacard.security.Signature;
import javacardx.apdu.ExtendedLength;

/** One command for each thing that the simulator promises. */
public final class ProbeApplet extends Applet implements ExtendedLength {
  public static final String AID = "F000000001";
  public static final int PLAIN = 0x01;
  public static final int TRANSACTION = 0x02;
  public static final int READ = 0x03;
  public static final int TRANSACTION_LEFT_OPEN = 0x04;
  public static final int ABORTED = 0x05;
  public static final int SET_TRANSIENT = 0x06;
  public static final int GET_TRANSIENT = 0x07;
  public static final int RANDOM = 0x08;
  public static final int MAKE_KEY_PAIR = 0x09;
  public static final int SIGN = 0x0A;
  public static final int KEYS_ABORTED = 0x0B;
  public static final int NON_ATOMIC_ABORTED = 0x0C;
  public static final int CATCH_ALL = 0x0D;
  public static final int ECHO = 0x0E;
  public static final int OUTGOING = 0x0F;
  public static final int CHECK_PIN_ABORTED = 0x10;
  public static final int FILL = 0x11;
  public static final int CLASS = 0x12;
  public static final int PARAMETERS = 0x13;
  public static final int COPIES = 0x14;
  public static final int API_OUTPUT = 0x15;
  public static final int CHAIN_STATUS = 0x16;
  public static final int GET_RESPONSE = 0xC0;

  private static short statically;

  private final byte[] bytes = new byte[4];
  private final byte[] more = new byte[8];
  private final short[] shorts = new short[1];
  private final Object[] references = new Object[1];
  private final byte[] onReset =
      JCSystem.makeTransientByteArray((short) 2, JCSystem.CLEAR_ON_RESET);
  private final byte[] work =
      JCSystem.makeTransientByteArray((short) 2048, JCSystem.CLEAR_ON_DESELECT);
  private final RandomData random = RandomData.getInstance(RandomData.ALG_SECURE_RANDOM);
  private final KeyPair pair = new KeyPair(KeyPair.ALG_EC_FP, KeyBuilder.LENGTH_EC_FP_256);
  private final Signature signature = Signature.getInstance(Signature.ALG_ECDSA_SHA_256, false);
  private final AESKey key =
      (AESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_AES, KeyBuilder.LENGTH_AES_128, false);
  private final AESKey transientKey =
      (AESKey)
          KeyBuilder.buildKey(
              KeyBuilder.TYPE_AES_TRANSIENT_RESET, KeyBuilder.LENGTH_AES_128, false);
  private final OwnerPIN pin = new OwnerPIN((byte) 3, (byte) 4);
  private final byte[] parameters;
  private short field;

  private ProbeApplet(byte[] data, short offset) {
    short control = (short) (offset + data[offset] + 1);
    short own = (short) (control + data[control] + 1);
    parameters = new byte[data[own]];
    Util.arrayCopy(data, (short) (own + 1), parameters, (short) 0, data[own]);
    pin.update(new byte[] {1, 2, 3, 4}, (short) 0, (byte) 4);
    register();
  }

  /** What a card calls. */
  public static void install(byte[] data, short offset, byte length) {
    new ProbeApplet(data, offset);
  }

  @Override
  public void process(APDU apdu) {
    if (selectingApplet()) {
      return;
    }
    byte[] buffer = apdu.getBuffer();
    byte value = buffer[ISO7816.OFFSET_P1];
    switch (buffer[ISO7816.OFFSET_INS] & 0xFF) {
      case PLAIN -> plain(value);
      case TRANSACTION -> {
        JCSystem.beginTransaction();
        all(value);
        JCSystem.commitTransaction();
      }
      case READ -> send(apdu, read());
      case TRANSACTION_LEFT_OPEN -> {
        JCSystem.beginTransaction();
        all(value);
      }
      case ABORTED -> {
        JCSystem.beginTransaction();
        all(value);
        JCSystem.abortTransaction();
      }
      case SET_TRANSIENT -> {
        onReset[0] = value;
        transientKey.setKey(work, (short) 0);
      }
      case GET_TRANSIENT -> {
        work[0] = onReset[0];
        work[1] = (byte) (transientKey.isInitialized() ? 1 : 0);
        send(apdu, (short) 2);
      }
      case RANDOM -> {
        random.generateData(work, (short) 0, (short) 16);
        send(apdu, (short) 16);
      }
      case MAKE_KEY_PAIR -> {
        pair.genKeyPair();
        javacard.security.ECPublicKey made = (javacard.security.ECPublicKey) pair.getPublic();
        send(apdu, made.getW(work, (short) 0));
      }
      case SIGN -> {
        signature.init(pair.getPrivate(), Signature.MODE_SIGN);
        send(apdu, signature.sign(more, (short) 0, (short) 8, work, (short) 0));
      }
      case KEYS_ABORTED -> keysAborted(apdu);
      case NON_ATOMIC_ABORTED -> {
        Util.arrayFillNonAtomic(work, (short) 0, (short) 8, value);
        JCSystem.beginTransaction();
        all(value);
        Util.arrayCopyNonAtomic(work, (short) 0, more, (short) 2, (short) 4);
        JCSystem.abortTransaction();
      }
      case CATCH_ALL -> catchAll(value);
      case ECHO -> echo(apdu);
      case OUTGOING -> {
        Util.setShort(work, (short) 0, apdu.setOutgoing());
        apdu.setOutgoingLength((short) 2);
        apdu.sendBytesLong(work, (short) 0, (short) 2);
      }
      case CHECK_PIN_ABORTED -> {
        JCSystem.beginTransaction();
        pin.check(more, (short) 0, (byte) 4);
        JCSystem.abortTransaction();
        work[0] = pin.getTriesRemaining();
        send(apdu, (short) 1);
      }
      case FILL -> {
        Util.arrayFillNonAtomic(work, (short) 0, (short) work.length, (byte) 0x77);
        send(apdu, Util.getShort(buffer, ISO7816.OFFSET_P1));
      }
      case CLASS -> {
        work[0] = buffer[ISO7816.OFFSET_CLA];
        send(apdu, (short) 1);
      }
      case PARAMETERS -> {
        Util.arrayCopyNonAtomic(parameters, (short) 0, work, (short) 0, (short) parameters.length);
        send(apdu, (short) parameters.length);
      }
      case COPIES -> copies(value);
      case API_OUTPUT -> random.generateData(more, (short) 0, (short) 8);
      case CHAIN_STATUS -> {
        short read = apdu.setIncomingAndReceive();
        Util.setShort(work, (short) 0, read);
        Util.setShort(work, (short) 2, apdu.getIncomingLength());
        Util.setShort(work, (short) 4, apdu.getOffsetCdata());
        work[6] = (byte) (apdu.isCommandChainingCLA() ? 1 : 0);
        send(apdu, (short) 7);
      }
      case GET_RESPONSE -> {
        work[0] = (byte) GET_RESPONSE;
        send(apdu, (short) 1);
      }
      default -> ISOException.throwIt(ISO7816.SW_INS_NOT_SUPPORTED);
    }
  }

  private void plain(byte value) {
    for (short i = 0; i < bytes.length; i++) {
      work[i] = value;
      bytes[i] = value;
    }
  }

  private void all(byte value) {
    plain(value);
    Util.setShort(more, (short) 0, value);
    shorts[0] = value;
    references[0] = references[0] == null ? bytes : null;
    field = value;
    statically = value;
  }

  private short read() {
    Util.arrayCopyNonAtomic(bytes, (short) 0, work, (short) 0, (short) 4);
    Util.arrayCopyNonAtomic(more, (short) 0, work, (short) 4, (short) 8);
    Util.setShort(work, (short) 12, shorts[0]);
    Util.setShort(work, (short) 14, field);
    Util.setShort(work, (short) 16, statically);
    work[18] = (byte) (references[0] == null ? 0 : 1);
    return 19;
  }

  private void copies(byte value) {
    Util.arrayFillNonAtomic(work, (short) 0, (short) 8, value);
    Util.arrayCopy(work, (short) 0, bytes, (short) 0, (short) 4);
    Util.arrayCopyNonAtomic(work, (short) 0, more, (short) 0, (short) 4);
    Util.arrayFillNonAtomic(more, (short) 4, (short) 4, value);
  }

  private void keysAborted(APDU apdu) {
    Util.arrayFillNonAtomic(work, (short) 0, (short) 16, (byte) 1);
    key.setKey(work, (short) 0);
    Util.arrayFillNonAtomic(work, (short) 0, (short) 16, (byte) 2);
    JCSystem.beginTransaction();
    key.setKey(work, (short) 0);
    pair.genKeyPair();
    JCSystem.abortTransaction();
    key.getKey(work, (short) 0);
    work[16] = (byte) (pair.getPublic().isInitialized() ? 1 : 0);
    JCSystem.beginTransaction();
    key.clearKey();
    JCSystem.abortTransaction();
    work[17] = (byte) (key.isInitialized() ? 1 : 0);
    send(apdu, (short) 18);
  }

  /** What an applet must not do, to see that nothing is written after the power is gone. */
  private void catchAll(byte value) {
    try {
      bytes[0] = value;
    } catch (Throwable e) {
      try {
        bytes[1] = value;
      } finally {
        more[0] = value;
      }
    } finally {
      key.clearKey();
      field = value;
    }
  }

  private void echo(APDU apdu) {
    short read = apdu.setIncomingAndReceive();
    short total = apdu.getIncomingLength();
    short done = 0;
    while (read > 0) {
      short from = done == 0 ? apdu.getOffsetCdata() : 0;
      done = Util.arrayCopyNonAtomic(apdu.getBuffer(), from, work, done, read);
      read = done < total ? apdu.receiveBytes((short) 0) : 0;
    }
    send(apdu, total);
  }

  private void send(APDU apdu, short length) {
    apdu.setOutgoing();
    apdu.setOutgoingLength(length);
    apdu.sendBytesLong(work, (short) 0, length);
  }
}
