package dev.skep.provider.ecdh.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AsymmetricAlgorithm;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;

/**
 * What the algorithms of one curve share: names, and keys as objects of the engine that will use
 * them. Thread-safe.
 */
abstract class CurveAlgorithm implements AsymmetricAlgorithm {
  private final String name;
  private final CurveKeys keys;
  private final EcOperation operation;
  private final EcEngines engines;

  /**
   * One algorithm.
   *
   * @param name the registered name
   * @param operation what the engine is chosen for; keys and key pairs are made by the same engine
   */
  CurveAlgorithm(String name, CurveKeys keys, EcOperation operation, EcEngines engines) {
    this.name = name;
    this.keys = keys;
    this.operation = operation;
    this.engines = engines;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final List<Integer> keySizesBits() {
    return List.of(keys.sizeBits());
  }

  @Override
  public final KeyPair generateKeyPair(int sizeBits, SecureRandom random) {
    if (sizeBits != keys.sizeBits()) {
      throw new IllegalArgumentException(
          name + " has keys of " + keys.sizeBits() + " bits, not of " + sizeBits);
    }
    return generate(engine(), random);
  }

  @Override
  public final PublicKey decodePublicKey(Bytes subjectPublicKeyInfo) throws InvalidKeyException {
    byte[] spki = subjectPublicKeyInfo.toArray();
    keys.checkPublicKey(keys.publicKeyIn(spki));
    try {
      return publicKey(engine(), spki);
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException(keys.curve() + " public key: refused by the engine", e);
    }
  }

  @Override
  public final PrivateKey decodePrivateKey(SecretBytes pkcs8) throws InvalidKeyException {
    byte[] shortest = pkcs8.use(keys::shortestPrivateKeyInfo);
    try {
      return privateKey(engine(), shortest);
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException(keys.curve() + " private key: refused by the engine", e);
    } finally {
      Arrays.fill(shortest, (byte) 0);
    }
  }

  /** The curve's encodings. */
  final CurveKeys keys() {
    return keys;
  }

  /** The engines. */
  final EcEngines engines() {
    return engines;
  }

  /** The engine for this algorithm, now. */
  final Provider engine() {
    return engines.select(operation);
  }

  /** Makes a key pair in an engine. */
  final KeyPair generate(Provider engine, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(keys.jcaName(), engine);
      generator.initialize(keys.generation(), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw incapable(engine, e);
    }
  }

  /** Makes an engine's key out of SPKI. */
  final PublicKey publicKey(Provider engine, byte[] spki) throws InvalidKeySpecException {
    return keyFactory(engine).generatePublic(new X509EncodedKeySpec(spki));
  }

  /**
   * The key as an object of this engine. A key that another engine made, before the configuration
   * changed, is translated through its encoding.
   *
   * @throws IllegalArgumentException if it is a key of another algorithm
   */
  final PublicKey at(Provider engine, PublicKey key) {
    if (isAtHome(engine, key)) {
      return key;
    }
    try {
      return publicKey(engine, key.getEncoded());
    } catch (InvalidKeySpecException e) {
      throw wrongKey(e);
    }
  }

  /**
   * The key as an object of this engine, as {@link #at(Provider, PublicKey)}.
   *
   * @throws IllegalArgumentException if it is a key of another algorithm
   */
  final PrivateKey at(Provider engine, PrivateKey key) {
    if (isAtHome(engine, key)) {
      return key;
    }
    byte[] pkcs8 = key.getEncoded();
    if (pkcs8 == null) {
      throw new IllegalArgumentException("a key that cannot leave the engine that made it");
    }
    try {
      return privateKey(engine, pkcs8);
    } catch (InvalidKeySpecException e) {
      throw wrongKey(e);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  /** The one place for what a complete engine never throws. */
  final IllegalStateException incapable(Provider engine, GeneralSecurityException cause) {
    return new IllegalStateException(
        name + ": the engine " + engine.getName() + " cannot do its part; choose another", cause);
  }

  /** A key of another algorithm, given by the caller. */
  final IllegalArgumentException wrongKey(Exception cause) {
    return new IllegalArgumentException("not a " + keys.curve() + " key", cause);
  }

  private PrivateKey privateKey(Provider engine, byte[] pkcs8) throws InvalidKeySpecException {
    return keyFactory(engine).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private KeyFactory keyFactory(Provider engine) {
    try {
      return KeyFactory.getInstance(keys.jcaName(), engine);
    } catch (GeneralSecurityException e) {
      throw incapable(engine, e);
    }
  }

  /**
   * Whether the engine made the key. An engine and its keys are classes out of one jar and one
   * loader, that is of one protection domain; so are those of one life of a bundle in OSGi.
   */
  private static boolean isAtHome(Provider engine, Key key) {
    return key.getClass().getProtectionDomain() == engine.getClass().getProtectionDomain();
  }
}
