package dev.skep.se.pcsc.applet;

import javacard.framework.ISOException;
import javacard.framework.Util;
import javacard.security.ECPrivateKey;
import javacard.security.ECPublicKey;
import javacard.security.KeyAgreement;
import javacard.security.KeyBuilder;
import javacard.security.KeyPair;
import javacard.security.MessageDigest;
import javacard.security.RSAPublicKey;

/** The two transports: makes K and EK to a server's key (spec section 3.1). */
final class Transport {
  /** Code of {@code RSA-OAEP-256}. */
  static final byte RSA_OAEP_256 = 1;

  /** Code of {@code DHKEM-P256-HKDF-SHA256}. */
  static final byte DHKEM_P256 = 2;

  /** The codes as a set. */
  static final byte ALL = 3;

  /** Bytes of K. */
  static final short K_BYTES = 32;

  private static final short SHA = 32;
  private static final short COUNTER = 4;
  private static final short MASK = 36;

  private final MessageDigest sha;
  private final Hmac hmac;
  private final RawRsa raw;
  private final HealthTestedRandom random;
  private final RsaPublicKeys rsaKeys;
  private final KeyPair ephemeral;
  private final KeyAgreement agreement =
      KeyAgreement.getInstance(KeyAgreement.ALG_EC_SVDP_DH_PLAIN, false);

  /** The padded block of RSA; the point and x of ECDH. */
  private final byte[] block;

  private final byte[] mask = Memory.bytes((short) (MASK + SHA));

  Transport(Engines engines) {
    sha = engines.sha;
    hmac = engines.hmac;
    raw = engines.rawRsa;
    random = engines.random;
    rsaKeys = engines.rsaKeys;
    block = Memory.bytes((short) (engines.rsaKeys.longestBits() / 8));
    ephemeral =
        new KeyPair(
            (ECPublicKey)
                KeyBuilder.buildKey(
                    KeyBuilder.TYPE_EC_FP_PUBLIC, KeyBuilder.LENGTH_EC_FP_256, false),
            (ECPrivateKey)
                KeyBuilder.buildKey(
                    KeyBuilder.TYPE_EC_FP_PRIVATE, KeyBuilder.LENGTH_EC_FP_256, false));
  }

  /** The name that a code stands for. */
  static byte[] name(byte transport) {
    return transport == RSA_OAEP_256 ? Text.RSA_OAEP_256 : Text.DHKEM_P256;
  }

  /** A block as long as the longest RSA modulus, for others while nothing is encapsulated. */
  byte[] block() {
    return block;
  }

  /** How long EK is for a key that was read. */
  static short encapsulatedLength(byte transport, Spki key) {
    return transport == RSA_OAEP_256 ? key.modulusLength() : P256.POINT;
  }

  /** Refuses a key that is none for the transport, or not fit (E-1). */
  void check(byte transport, byte kind, Spki key, byte[] buffer) {
    if ((transport == RSA_OAEP_256) != (kind == Spki.RSA)) {
      Cbor.malformed();
    }
    if (kind == Spki.RSA) {
      rsaKeys.check(key, buffer);
    }
  }

  /**
   * Makes K and EK.
   *
   * @param key was checked
   * @param buffer where the key was read from
   * @param k gets 32 bytes at its beginning
   */
  void encapsulate(byte transport, Spki key, byte[] buffer, byte[] k, byte[] out, short offset) {
    try {
      if (transport == RSA_OAEP_256) {
        oaep(key, buffer, k, out, offset);
      } else {
        dhkem(key, buffer, k, out, offset);
      }
    } finally {
      Memory.wipe(block);
      Memory.wipe(mask);
    }
  }

  /** RFC 8017 7.1.1 with SHA-256, MGF1 with SHA-256, and an empty label. */
  private void oaep(Spki key, byte[] buffer, byte[] k, byte[] out, short offset) {
    random.generateFresh(k, (short) 0);
    short length = key.modulusLength();
    short db = 1 + SHA;
    short dbLength = (short) (length - db);
    Util.arrayFillNonAtomic(block, (short) 0, length, (byte) 0);
    random.generate(block, (short) 1, SHA);
    sha.doFinal(block, (short) 0, (short) 0, block, db);
    block[(short) (length - K_BYTES - 1)] = 1;
    Util.arrayCopyNonAtomic(k, (short) 0, block, (short) (length - K_BYTES), K_BYTES);
    mgf1((short) 1, SHA, db, dbLength);
    mgf1(db, dbLength, (short) 1, SHA);
    RSAPublicKey rsa = rsaKeys.load(key, buffer);
    raw.encrypt(rsa, block, length);
    Util.arrayCopyNonAtomic(block, (short) 0, out, offset, length);
  }

  /** Masks a part of the block by another one as the seed. */
  private void mgf1(short seed, short seedLength, short target, short length) {
    short counter = 0;
    for (short done = 0; done < length; done += SHA) {
      Util.setShort(mask, (short) 0, (short) 0);
      Util.setShort(mask, (short) 2, counter++);
      sha.reset();
      sha.update(block, seed, seedLength);
      sha.doFinal(mask, (short) 0, COUNTER, mask, MASK);
      for (short i = 0; i < SHA && (short) (done + i) < length; i++) {
        block[(short) (target + done + i)] ^= mask[(short) (MASK + i)];
      }
    }
  }

  /** Encap of RFC 9180 section 4.1. */
  private void dhkem(Spki key, byte[] buffer, byte[] k, byte[] out, short offset) {
    ECPublicKey own = (ECPublicKey) ephemeral.getPublic();
    ECPrivateKey secret = (ECPrivateKey) ephemeral.getPrivate();
    P256.set(own);
    P256.set(secret);
    try {
      ephemeral.genKeyPair();
      own.getW(out, offset);
      agreement.init(secret);
      agreement.generateSecret(buffer, key.point(), P256.POINT, block, (short) 0);
    } catch (RuntimeException e) {
      // Platforms differ in how they refuse a point that is not on the curve.
      ISOException.throwIt(Sw.MALFORMED);
    } finally {
      secret.clearKey();
    }
    extract();
    expand(key, buffer, k, out, offset);
  }

  private void extract() {
    hmac.init(mask, (short) 0, (short) 0);
    hmac.update(Text.HPKE_KEM_P256);
    hmac.update(Text.EAE_PRK);
    hmac.update(block, (short) 0, P256.FIELD);
    hmac.doFinal(mask, (short) 0);
  }

  private void expand(Spki key, byte[] buffer, byte[] k, byte[] out, short offset) {
    hmac.init(mask, (short) 0, Hmac.SIZE);
    Util.setShort(mask, (short) 0, K_BYTES);
    hmac.update(mask, (short) 0, (short) 2);
    hmac.update(Text.HPKE_KEM_P256);
    hmac.update(Text.SHARED_SECRET);
    hmac.update(out, offset, P256.POINT);
    hmac.update(buffer, key.point(), P256.POINT);
    mask[0] = 1;
    hmac.update(mask, (short) 0, (short) 1);
    hmac.doFinal(k, (short) 0);
  }
}
