package dev.skep.se.pcsc.applet;

import javacard.framework.ISOException;
import javacard.framework.Util;

/**
 * The atomic step (spec section 5.2): the keys that the request asks for, K, EK, TH, CK, AK, the
 * keys of the session. Whatever fails, nothing of it stays.
 */
final class Establishment {
  private static final short SESSION_ID = 0;
  private static final short OFFER_HASH = 16;
  private static final short KEY = 48;
  private static final short NONCE = 32;
  private static final short CONFIRMATION = 32;

  private static final short KEY_LENGTH = 0;
  private static final short REQUEST_LENGTH = 1;
  private static final short EK = 2;
  private static final short EK_LENGTH = 3;

  private final Engines engines;
  private final AttestationKey identity;
  private final Session session;
  private final Request request;
  private final KeyGeneration keys;

  private final short[] parts = Memory.shorts((short) 4);

  /** K, then TH and CK, as they are attested. */
  private final byte[] secret = Memory.bytes(Transport.K_BYTES);

  private final byte[] message = Memory.bytes((short) (Engines.SHA + CONFIRMATION));

  Establishment(Engines engines, AttestationKey identity, Session session, KeyGeneration keys) {
    this.engines = engines;
    this.identity = identity;
    this.session = session;
    this.keys = keys;
    this.request = new Request(engines.cbor);
  }

  /** Runs the step; the length of the answer in {@code out}. */
  short establish(byte transport, byte kdf, byte[] in, short length, byte[] out) {
    session.end();
    identity.require(AttestationKey.PERSONALIZED);
    requireSuite(transport, kdf);
    boolean done = false;
    try {
      read(in, length);
      bind(transport, in);
      keys.make(request, in, session);
      short end = attest(transport, kdf, in, out);
      end = keys.seal(session, out, end);
      session.open();
      done = true;
      return end;
    } finally {
      Memory.wipe(secret);
      Memory.wipe(message);
      if (!done) {
        session.end();
      }
    }
  }

  private static void requireSuite(byte transport, byte kdf) {
    if (transport != Transport.RSA_OAEP_256 && transport != Transport.DHKEM_P256
        || kdf != KeyDerivation.HKDF_SHA256 && kdf != KeyDerivation.KBKDF_CMAC_AES256) {
      ISOException.throwIt(Sw.NOT_SUPPORTED);
    }
  }

  private void read(byte[] in, short length) {
    if (length < (short) (KEY + 4)) {
      ISOException.throwIt(Sw.WRONG_LENGTH);
    }
    short keyLength = Util.getShort(in, KEY);
    if (keyLength < 1 || keyLength > (short) (length - KEY - 4)) {
      ISOException.throwIt(Sw.WRONG_LENGTH);
    }
    parts[KEY_LENGTH] = keyLength;
    parts[REQUEST_LENGTH] = Util.getShort(in, (short) (KEY + 2 + keyLength));
    if (parts[REQUEST_LENGTH] != (short) (length - KEY - 4 - keyLength)) {
      ISOException.throwIt(Sw.WRONG_LENGTH);
    }
    request.read(in, request(), parts[REQUEST_LENGTH]);
  }

  private static short key() {
    return KEY + 2;
  }

  private short request() {
    return (short) (KEY + 4 + parts[KEY_LENGTH]);
  }

  /** Fills in what the session is bound to, and checks both keys of the issuer. */
  private void bind(byte transport, byte[] in) {
    byte[] data = session.data();
    Util.arrayCopyNonAtomic(in, SESSION_ID, data, Session.SESSION_ID, Session.NAME);
    hash(in, key(), parts[KEY_LENGTH], data, Session.SERVER_KEY);
    hash(in, request(), parts[REQUEST_LENGTH], data, Session.REQUEST);
    session.hasRequest(parts[REQUEST_LENGTH] > 0);
    engines.sha.reset();
    if (request.hasManagementKey()) {
      manage(in);
      // The tag without its zero byte.
      engines.shaPart(Text.KEY_MANAGEMENT, (short) 0, (short) (Text.KEY_MANAGEMENT.length - 1));
      engines.shaPart(in, request.scheme(), request.schemeLength());
      engines.shaPart(in, request.management(), request.managementLength());
    } else {
      engines.shaPart(Text.SERVER_KEY);
      engines.shaPart(in, key(), parts[KEY_LENGTH]);
    }
    engines.shaFinal(data, Session.DOMAIN);
    byte kind = engines.spki.read(in, key(), parts[KEY_LENGTH]);
    engines.transport.check(transport, kind, engines.spki, in);
    parts[EK_LENGTH] = Transport.encapsulatedLength(transport, engines.spki);
  }

  private void manage(byte[] in) {
    byte kind = request.managementKind(in);
    if (engines.spki.read(in, request.management(), request.managementLength()) != kind) {
      Cbor.malformed();
    }
    if (kind == Spki.RSA) {
      engines.rsaKeys.check(engines.spki, in);
    }
    session.management(in, request.management(), request.managementLength());
  }

  private void hash(byte[] buffer, short offset, short length, byte[] out, short outOffset) {
    engines.sha.reset();
    engines.sha.doFinal(buffer, offset, length, out, outOffset);
  }

  /** Writes handle, nonce, EK and AK, and derives the keys; where they end. */
  private short attest(byte transport, byte kdf, byte[] in, byte[] out) {
    byte[] data = session.data();
    engines.random.generate(data, Session.HANDLE, Session.NAME);
    short at = Util.arrayCopyNonAtomic(data, Session.HANDLE, out, (short) 0, Session.NAME);
    short nonce = at;
    engines.random.generateNonce(out, nonce);
    at = Util.setShort(out, (short) (nonce + NONCE), parts[EK_LENGTH]);
    parts[EK] = at;
    engines.spki.read(in, key(), parts[KEY_LENGTH]);
    engines.transport.encapsulate(transport, engines.spki, in, secret, out, at);
    transcript(transport, kdf, in, out, nonce);
    engines.kdf.derive(
        kdf, secret, Text.CONFIRM, transcriptHash(), message, Engines.SHA, CONFIRMATION);
    at = (short) (at + parts[EK_LENGTH]);
    short length =
        engines.signatures.attest(
            identity.key(),
            Text.ATTESTATION,
            message,
            (short) 0,
            (short) message.length,
            out,
            (short) (at + 2));
    Util.setShort(out, at, length);
    derive(kdf);
    hash(data, Session.HANDLE, Session.NAME, data, Session.PROGRESS);
    return (short) (at + 2 + length);
  }

  /** What keys are derived from: TH stands first in what is attested. */
  private byte[] transcriptHash() {
    return message;
  }

  /** TH (T-1), into the message to be attested and the session. */
  private void transcript(byte transport, byte kdf, byte[] in, byte[] out, short nonce) {
    engines.sha.reset();
    engines.shaPart(Text.PROTOCOL);
    engines.shaPart(in, OFFER_HASH, Engines.SHA);
    engines.shaPart(Transport.name(transport));
    engines.shaPart(SigningKey.name(identity.key().scheme()));
    engines.shaPart(KeyDerivation.name(kdf));
    engines.shaPart(Text.A128CBC_HS256);
    engines.shaPart(out, nonce, NONCE);
    engines.shaPart(in, key(), parts[KEY_LENGTH]);
    engines.shaPart(out, parts[EK], parts[EK_LENGTH]);
    engines.shaPart(identity.leafHash(), (short) 0, Engines.SHA);
    engines.shaFinal(message, (short) 0);
    Util.arrayCopyNonAtomic(message, (short) 0, session.data(), Session.TRANSCRIPT, Engines.SHA);
  }

  private void derive(byte kdf) {
    byte[] out = session.data();
    byte[] transcript = transcriptHash();
    engines.kdf.derive(
        kdf, secret, Text.SERVER_TO_SE, transcript, out, Session.RECEIVE_KEY, RecordCipher.KEY);
    engines.kdf.derive(
        kdf, secret, Text.SE_TO_SERVER, transcript, out, Session.SEND_KEY, RecordCipher.KEY);
    engines.kdf.derive(
        kdf, secret, Text.EXTERNAL, transcript, out, Session.EXTERNAL_KEY, Engines.SHA);
  }
}
