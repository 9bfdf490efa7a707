package dev.skep.provider.rsa.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AsymmetricAlgorithm;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.util.List;

/** What all RSA algorithms share: their name, their keys, their engines. */
abstract class RsaAlgorithm implements AsymmetricAlgorithm {
  private final String name;
  private final RsaEngines engines;
  private final RsaKeys keys;

  RsaAlgorithm(String name, RsaEngines engines) {
    this.name = name;
    this.engines = engines;
    this.keys = new RsaKeys(engines);
  }

  @Override
  public final String name() {
    return name;
  }

  /** 3072 (the default), 2048 and 4096; keys of 2048 to 8192 bits can be read. */
  @Override
  public final List<Integer> keySizesBits() {
    return RsaKeys.SIZES_BITS;
  }

  @Override
  public final KeyPair generateKeyPair(int sizeBits, SecureRandom random) {
    return keys.generate(sizeBits, random);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Takes rsaEncryption with NULL parameters in DER only; 2048 to 8192 bits; e odd, from 65537
   * to 33 bits; refuses moduli that are even, prime, a prime's power, of the ROCA kind, or have a
   * factor below 752 (SP 800-89 section 5.3.3).
   */
  @Override
  public final PublicKey decodePublicKey(Bytes subjectPublicKeyInfo) throws InvalidKeyException {
    return keys.decodePublic(subjectPublicKeyInfo);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Takes keys with CRT parts only, all consistent; the public half passes the checks of {@link
   * #decodePublicKey}.
   */
  @Override
  public final PrivateKey decodePrivateKey(SecretBytes pkcs8) throws InvalidKeyException {
    return keys.decodePrivate(pkcs8);
  }

  final RsaEngines engines() {
    return engines;
  }

  /**
   * The private key that a caller gives.
   *
   * @throws IllegalArgumentException if it is no RSA key
   */
  final RSAPrivateKey rsaKey(PrivateKey key) {
    if (key instanceof RSAPrivateKey rsa) {
      return rsa;
    }
    throw new IllegalArgumentException("the private key of " + name + " is an RSA key");
  }

  /** k of RFC 8017: the modulus in bytes. */
  static int lengthBytes(BigInteger modulus) {
    return (modulus.bitLength() + 7) / 8;
  }

  /** Whether a block is in RFC 8017's range: exactly k bytes, and a number below the modulus. */
  static boolean inRange(byte[] block, BigInteger modulus) {
    return block.length == lengthBytes(modulus) && new BigInteger(1, block).compareTo(modulus) < 0;
  }
}
