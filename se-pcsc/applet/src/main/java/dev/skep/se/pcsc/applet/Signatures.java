package dev.skep.se.pcsc.applet;

import javacard.framework.Util;
import javacard.security.CryptoException;
import javacard.security.ECPublicKey;
import javacard.security.KeyBuilder;
import javacard.security.MessageDigest;
import javacard.security.Signature;

/**
 * Signs whole messages, which the card hashes itself (spec rule A-6), and lets no signature out
 * that does not verify (E-3). There is no way in for a digest that was made outside.
 */
final class Signatures {
  private static final byte[] DIGEST_INFO = {
    0x30,
    0x31,
    0x30,
    0x0D,
    0x06,
    0x09,
    0x60,
    (byte) 0x86,
    0x48,
    0x01,
    0x65,
    0x03,
    0x04,
    0x02,
    0x01,
    0x05,
    0x00,
    0x04,
    0x20
  };

  private final Engines engines;
  private final Signature ecdsa = Signature.getInstance(Signature.ALG_ECDSA_SHA_256, false);
  private final Signature rsa = Signature.getInstance(Signature.ALG_RSA_SHA_256_PKCS1, false);
  private final MessageDigest messageHash =
      MessageDigest.getInstance(MessageDigest.ALG_SHA_256, false);
  private final ECPublicKey managementKey =
      (ECPublicKey)
          KeyBuilder.buildKey(KeyBuilder.TYPE_EC_FP_PUBLIC, KeyBuilder.LENGTH_EC_FP_256, false);
  private final byte[] work = Memory.bytes(SigningKey.MODULUS);

  Signatures(Engines engines) {
    this.engines = engines;
  }

  /** Begins a signature; {@link #update} and {@link #sign} go on. */
  void begin(SigningKey key) {
    if (key.scheme() == SigningKey.ES256) {
      ecdsa.init(key.ecPrivate(), Signature.MODE_SIGN);
    } else if (key.scheme() == SigningKey.RS256) {
      rsa.init(key.rsaPrivate(), Signature.MODE_SIGN);
    } else {
      messageHash.reset();
    }
  }

  void update(SigningKey key, byte[] buffer, short offset, short length) {
    if (key.scheme() == SigningKey.ES256) {
      ecdsa.update(buffer, offset, length);
    } else if (key.scheme() == SigningKey.RS256) {
      rsa.update(buffer, offset, length);
    } else {
      messageHash.update(buffer, offset, length);
    }
  }

  /** Ends a signature; its length. */
  short sign(SigningKey key, byte[] out, short offset) {
    if (key.scheme() == SigningKey.ES256) {
      ecdsa.sign(work, (short) 0, (short) 0, work, (short) 0);
      EcdsaEncoding.toRaw(work, (short) 0, out, offset);
    } else if (key.scheme() == SigningKey.RS256) {
      rsa.sign(work, (short) 0, (short) 0, out, offset);
    } else {
      padDias();
      engines.rawRsa.decrypt(key.rsaPrivate(), work, SigningKey.MODULUS);
      Util.arrayCopyNonAtomic(work, (short) 0, out, offset, SigningKey.MODULUS);
    }
    return SigningKey.signatureLength(key.scheme());
  }

  /**
   * Signs tag and body, and stops the card if the signature does not verify: a fault must not leak
   * the key.
   *
   * @param tag of the SE's own, so that nothing else can be made to look like it (E-4)
   * @return the length
   */
  short attest(
      SigningKey key,
      byte[] tag,
      byte[] body,
      short bodyOffset,
      short bodyLength,
      byte[] out,
      short offset) {
    begin(key);
    update(key, tag, (short) 0, (short) tag.length);
    update(key, body, bodyOffset, bodyLength);
    short length = sign(key, out, offset);
    if (!verifyOwn(key, tag, body, bodyOffset, bodyLength, out, offset)) {
      Util.arrayFillNonAtomic(out, offset, length, (byte) 0);
      engines.random.fail();
    }
    return length;
  }

  private boolean verifyOwn(
      SigningKey key,
      byte[] tag,
      byte[] body,
      short bodyOffset,
      short bodyLength,
      byte[] signature,
      short offset) {
    if (key.scheme() == SigningKey.RS256_DIAS) {
      return verifyDias(key, tag, body, bodyOffset, bodyLength, signature, offset);
    }
    boolean ec = key.scheme() == SigningKey.ES256;
    Signature verifier = ec ? ecdsa : rsa;
    verifier.init(ec ? key.ecPublic() : key.rsaPublic(), Signature.MODE_VERIFY);
    verifier.update(tag, (short) 0, (short) tag.length);
    verifier.update(body, bodyOffset, bodyLength);
    return end(verifier, ec, signature, offset, SigningKey.MODULUS);
  }

  private boolean verifyDias(
      SigningKey key,
      byte[] tag,
      byte[] body,
      short bodyOffset,
      short bodyLength,
      byte[] signature,
      short offset) {
    messageHash.reset();
    messageHash.update(tag, (short) 0, (short) tag.length);
    messageHash.update(body, bodyOffset, bodyLength);
    padDias();
    byte[] opened = engines.transport.block();
    Util.arrayCopyNonAtomic(signature, offset, opened, (short) 0, SigningKey.MODULUS);
    engines.rawRsa.encrypt(key.rsaPublic(), opened, SigningKey.MODULUS);
    boolean same = Util.arrayCompare(opened, (short) 0, work, (short) 0, SigningKey.MODULUS) == 0;
    Memory.wipe(opened);
    return same;
  }

  /** Ends the running hash as the padded block of {@code RS256-DIAS}. */
  private void padDias() {
    short hash = (short) (SigningKey.MODULUS - Engines.SHA);
    messageHash.doFinal(work, (short) 0, (short) 0, work, hash);
    short info = (short) (hash - DIGEST_INFO.length);
    Util.arrayCopyNonAtomic(DIGEST_INFO, (short) 0, work, info, (short) DIGEST_INFO.length);
    short mark = (short) (info - Text.DIAS.length);
    Util.arrayCopyNonAtomic(Text.DIAS, (short) 0, work, mark, (short) Text.DIAS.length);
    Util.arrayFillNonAtomic(work, (short) 2, (short) (mark - 3), (byte) 0xFF);
    work[(short) (mark - 1)] = 0;
    work[0] = 0;
    work[1] = 1;
  }

  /**
   * Begins to verify somebody else's signature; {@link #updateVerifier} and {@link #verify} go on.
   *
   * @param kind of the key that {@code spki} has read, and that was checked
   */
  void beginVerifier(byte kind, Spki spki, byte[] buffer) {
    if (kind == Spki.EC) {
      P256.set(managementKey);
      managementKey.setW(buffer, spki.point(), P256.POINT);
      ecdsa.init(managementKey, Signature.MODE_VERIFY);
    } else {
      rsa.init(engines.rsaKeys.load(spki, buffer), Signature.MODE_VERIFY);
    }
  }

  void updateVerifier(byte kind, byte[] buffer, short offset, short length) {
    (kind == Spki.EC ? ecdsa : rsa).update(buffer, offset, length);
  }

  /** Whether it is the signature; one of another length is not. */
  boolean verify(byte kind, Spki spki, byte[] signature, short offset, short length) {
    boolean ec = kind == Spki.EC;
    short wanted = ec ? EcdsaEncoding.SIZE : spki.modulusLength();
    return length == wanted
        && (!ec || P256.isSignature(signature, offset))
        && end(ec ? ecdsa : rsa, ec, signature, offset, wanted);
  }

  private boolean end(
      Signature verifier, boolean ec, byte[] signature, short offset, short length) {
    try {
      if (!ec) {
        return verifier.verify(work, (short) 0, (short) 0, signature, offset, length);
      }
      short der = EcdsaEncoding.toDer(signature, offset, work, (short) 0);
      return verifier.verify(work, (short) 0, (short) 0, work, (short) 0, der);
    } catch (CryptoException e) {
      return false;
    }
  }
}
