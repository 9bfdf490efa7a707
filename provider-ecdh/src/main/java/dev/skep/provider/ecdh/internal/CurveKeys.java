package dev.skep.provider.ecdh.internal;

import dev.skep.api.der.DerReader;
import dev.skep.api.der.MalformedDerException;
import java.security.InvalidKeyException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;

/**
 * How keys of one curve are encoded, and which of them are acceptable. A public key has exactly one
 * accepted SubjectPublicKeyInfo (RFC 5480, RFC 8410): a fixed prefix, then the fixed-length key. So
 * explicit parameters, compressed points, other curves and any other DER for the same key are
 * refused by one comparison, before arithmetic or an engine sees them. Immutable.
 */
abstract class CurveKeys {
  private static final byte[] VERSION_1 = {0};
  private static final byte[] VERSION_2 = {1};
  private static final int ATTRIBUTES = 0xa0;
  private static final int PUBLIC_KEY = 0x81;

  private final String jcaName;
  private final AlgorithmParameterSpec generation;
  private final Encoding encoding;

  /**
   * The fixed parts of the encodings.
   *
   * @param curve the curve's name, for messages
   * @param sizeBits the size of the field
   * @param spkiPrefix SubjectPublicKeyInfo up to the key
   * @param publicBytes length of the key
   * @param algorithm content of the AlgorithmIdentifier
   * @param pkcs8Prefix the shortest PrivateKeyInfo up to the scalar or seed
   * @param privateBytes length of the scalar or seed
   */
  record Encoding(
      String curve,
      int sizeBits,
      byte[] spkiPrefix,
      int publicBytes,
      byte[] algorithm,
      byte[] pkcs8Prefix,
      int privateBytes) {}

  /**
   * Keys of one curve.
   *
   * @param jcaName the name of the key factory and key pair generator
   * @param generation the curve, for the key pair generator
   */
  CurveKeys(String jcaName, AlgorithmParameterSpec generation, Encoding encoding) {
    this.jcaName = jcaName;
    this.generation = generation;
    this.encoding = encoding;
  }

  /** The JCA name of the key factory and of the key pair generator. */
  final String jcaName() {
    return jcaName;
  }

  /** The curve, for a key pair generator. */
  final AlgorithmParameterSpec generation() {
    return generation;
  }

  /** The size of the field, in bits. */
  final int sizeBits() {
    return encoding.sizeBits();
  }

  /** The curve's name. */
  final String curve() {
    return encoding.curve();
  }

  /**
   * Checks a public key as it travels inside SPKI or as EK.
   *
   * @throws InvalidKeyException if its length is wrong, its encoding not the only one, or its value
   *     not acceptable
   */
  final void checkPublicKey(byte[] publicKey) throws InvalidKeyException {
    if (publicKey.length != encoding.publicBytes()) {
      throw new InvalidKeyException(
          curve()
              + " public key: "
              + encoding.publicBytes()
              + " bytes are due, not "
              + publicKey.length);
    }
    checkValue(publicKey);
  }

  /** Checks a public key of the right length. */
  abstract void checkValue(byte[] publicKey) throws InvalidKeyException;

  /**
   * Takes the public key out of the only SPKI that is accepted; does not check its value.
   *
   * @throws InvalidKeyException if the SPKI is not the one encoding of a key of this curve
   */
  final byte[] publicKeyIn(byte[] spki) throws InvalidKeyException {
    byte[] prefix = encoding.spkiPrefix();
    if (spki.length != prefix.length + encoding.publicBytes()
        || !Arrays.equals(spki, 0, prefix.length, prefix, 0, prefix.length)) {
      throw new InvalidKeyException(
          "not the DER encoding of a SubjectPublicKeyInfo with an uncompressed key on the named"
              + " curve "
              + curve());
    }
    return Arrays.copyOfRange(spki, prefix.length, spki.length);
  }

  /** The SPKI of a public key. */
  final byte[] subjectPublicKeyInfo(byte[] publicKey) {
    return join(encoding.spkiPrefix(), publicKey);
  }

  /**
   * Reads any valid PrivateKeyInfo (RFC 5958) of this curve and gives the shortest one of the same
   * key. A public key inside is neither believed nor kept.
   *
   * @param pkcs8 read, not kept
   * @return secret; the caller zeroes it
   * @throws InvalidKeyException if it is malformed, of another curve, or out of range
   */
  final byte[] shortestPrivateKeyInfo(byte[] pkcs8) throws InvalidKeyException {
    byte[] inner = {};
    byte[] secret = {};
    try {
      DerReader whole = new DerReader(pkcs8);
      DerReader info = whole.enter(DerReader.SEQUENCE);
      whole.end();
      inner = privateKeyIn(info);
      secret = secretIn(new DerReader(inner));
      if (secret.length != encoding.privateBytes()) {
        throw new InvalidKeyException(curve() + " private key: wrong length");
      }
      checkSecret(secret);
      return join(encoding.pkcs8Prefix(), secret);
    } catch (MalformedDerException e) {
      throw new InvalidKeyException(curve() + " private key: malformed PKCS#8", e);
    } finally {
      Arrays.fill(inner, (byte) 0);
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** Reads the scalar or seed out of the octets of a PrivateKeyInfo. */
  abstract byte[] secretIn(DerReader privateKey) throws MalformedDerException;

  /** Checks a scalar or seed of the right length. */
  abstract void checkSecret(byte[] secret) throws InvalidKeyException;

  private byte[] privateKeyIn(DerReader info) throws MalformedDerException, InvalidKeyException {
    byte[] version = info.value(DerReader.INTEGER);
    if (!Arrays.equals(version, VERSION_1) && !Arrays.equals(version, VERSION_2)) {
      throw new InvalidKeyException(curve() + " private key: unknown version of PKCS#8");
    }
    if (!info.contains(DerReader.SEQUENCE, encoding.algorithm())) {
      throw new InvalidKeyException("not a private key on the named curve " + curve());
    }
    byte[] inner = info.value(DerReader.OCTET_STRING);
    if (info.nextIs(ATTRIBUTES)) {
      info.enter(ATTRIBUTES);
    }
    if (info.nextIs(PUBLIC_KEY)) {
      info.enter(PUBLIC_KEY);
    }
    info.end();
    return inner;
  }

  private static byte[] join(byte[] prefix, byte[] key) {
    byte[] joined = Arrays.copyOf(prefix, prefix.length + key.length);
    System.arraycopy(key, 0, joined, prefix.length, key.length);
    return joined;
  }
}
