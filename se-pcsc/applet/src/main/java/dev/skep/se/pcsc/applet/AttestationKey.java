package dev.skep.se.pcsc.applet;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;

/**
 * The card's attestation key and certificate chain, and its life: blank, key made, personalised. A
 * personalised card is so for good. The key signs what this class lets it, under tags of the SE's
 * own (spec rule E-4).
 */
final class AttestationKey {
  /** States ({@code APDU.md}). */
  static final byte BLANK = 0;

  static final byte MADE = 1;
  static final byte PERSONALIZED = 2;
  static final byte STOPPED = 3;

  private static final short CHAIN = 4000;
  private static final byte MOST_CERTIFICATES = 8;

  private final Engines engines;
  private final SigningKey key = new SigningKey();
  private final Certificates chain = new Certificates(CHAIN);

  /** SHA-256 of the leaf. */
  private final byte[] leafHash = new byte[Engines.SHA];

  private byte state;
  private byte certificates;

  AttestationKey(Engines engines) {
    this.engines = engines;
  }

  byte state() {
    return engines.random.hasFailed() ? STOPPED : state;
  }

  SigningKey key() {
    return key;
  }

  Certificates chain() {
    require(PERSONALIZED);
    return chain;
  }

  byte[] leafHash() {
    return leafHash;
  }

  void require(byte wanted) {
    if (state != wanted) {
      ISOException.throwIt(Sw.WRONG_STATE);
    }
  }

  /** Makes a key; the length of its SPKI in the buffer. */
  short create(byte scheme, byte[] out) {
    if (state == PERSONALIZED) {
      ISOException.throwIt(Sw.WRONG_STATE);
    }
    if (scheme < SigningKey.ES256 || scheme > SigningKey.RS256_DIAS) {
      ISOException.throwIt(Sw.WRONG_P1P2);
    }
    state = BLANK;
    dropChain();
    key.generate(scheme);
    state = MADE;
    return key.writeSpki(out, (short) 0);
  }

  private void dropChain() {
    JCSystem.beginTransaction();
    chain.clear();
    certificates = 0;
    JCSystem.commitTransaction();
  }

  /** Takes the next certificate. */
  void put(byte place, byte[] buffer, short length) {
    require(MADE);
    if (place < 0 || place >= MOST_CERTIFICATES || place != 0 && place != certificates) {
      ISOException.throwIt(Sw.WRONG_P1P2);
    }
    if (length == 0) {
      ISOException.throwIt(Sw.WRONG_LENGTH);
    }
    if (place == 0) {
      dropChain();
    }
    JCSystem.beginTransaction();
    boolean added = chain.add(buffer, (short) 0, length);
    certificates += (byte) (added ? 1 : 0);
    JCSystem.commitTransaction();
    if (!added) {
      ISOException.throwIt(Sw.NO_ROOM);
    }
  }

  /** Locks the card for good. */
  void lock(byte[] work) {
    require(MADE);
    short end = key.writeSpki(work, (short) 0);
    if (!chain.isFor(work, (short) 0, end)) {
      Cbor.malformed();
    }
    engines.sha.reset();
    engines.sha.doFinal(chain.chain(), (short) 2, chain.leafLength(), leafHash, (short) 0);
    state = PERSONALIZED;
  }
}
