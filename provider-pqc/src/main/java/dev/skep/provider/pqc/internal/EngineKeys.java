package dev.skep.provider.pqc.internal;

import dev.skep.provider.pqc.internal.KeyEncoding.PrivateParts;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;
import org.bouncycastle.jcajce.interfaces.MLKEMPrivateKey;

/**
 * Keys of one parameter set of ML-KEM or ML-DSA, as objects of the engine that uses them.
 * Thread-safe.
 */
final class EngineKeys {
  private final KeyEncoding encoding;
  private final PqcOperation operation;
  private final PqcEngines engines;

  /**
   * Keys of one parameter set.
   *
   * @param operation what the engine is chosen for; its keys are made by the same engine
   */
  EngineKeys(KeyEncoding encoding, PqcOperation operation, PqcEngines engines) {
    this.encoding = encoding;
    this.operation = operation;
    this.engines = engines;
  }

  /** The parameter set's name, in the JCA too. */
  String name() {
    return encoding.name();
  }

  /** The length of a public key, in bits. */
  int sizeBits() {
    return 8 * encoding.publicBytes();
  }

  /** The engine for these keys, now. */
  Provider engine() {
    return engines.select(operation);
  }

  /** Makes a key pair, whose private half encodes as its seed alone. */
  KeyPair generate(SecureRandom random) {
    Provider engine = engine();
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(name(), engine);
      generator.initialize(new NamedParameterSpec(name()), random);
      KeyPair pair = generator.generateKeyPair();
      return new KeyPair(pair.getPublic(), withSeedAlone(engine, pair.getPrivate()));
    } catch (GeneralSecurityException e) {
      throw incapable(engine, e);
    }
  }

  /**
   * Reads a public key; does not check its value.
   *
   * @throws InvalidKeyException if it is not the one encoding of such a key
   */
  PublicKey decodePublic(byte[] spki) throws InvalidKeyException {
    encoding.publicKeyIn(spki);
    try {
      return keyFactory(engine()).generatePublic(new X509EncodedKeySpec(spki));
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException(name() + " public key: refused by the engine", e);
    }
  }

  /**
   * The public key inside SPKI.
   *
   * @throws InvalidKeyException if it is not the one encoding of such a key
   */
  byte[] rawIn(byte[] spki) throws InvalidKeyException {
    return encoding.publicKeyIn(spki);
  }

  /** The public key of these bytes, which were checked before. */
  PublicKey publicKey(byte[] publicKey) throws InvalidKeyException {
    return decodePublic(encoding.subjectPublicKeyInfo(publicKey));
  }

  /**
   * Reads a private key. Where it comes expanded as well, it is expanded again and compared.
   *
   * @param pkcs8 read, not kept
   * @throws InvalidKeyException if it is malformed, without a seed, or not what its seed expands to
   */
  PrivateKey decodePrivate(byte[] pkcs8) throws InvalidKeyException {
    try (PrivateParts parts = encoding.privatePartsIn(pkcs8)) {
      PrivateKey key = privateKey(parts.seed());
      if (parts.expanded().length > 0 && !isExpansion(parts.expanded(), key)) {
        throw new InvalidKeyException(name() + " private key: not the one of its seed");
      }
      return key;
    }
  }

  /** The private key of a seed of the right length. */
  PrivateKey privateKey(byte[] seed) throws InvalidKeyException {
    byte[] shortest = encoding.privateKeyInfo(seed);
    try {
      return keyFactory(engine()).generatePrivate(new PKCS8EncodedKeySpec(shortest));
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException(name() + " private key: refused by the engine", e);
    } finally {
      Arrays.fill(shortest, (byte) 0);
    }
  }

  /** The public key, as it stands inside SPKI. */
  byte[] raw(PublicKey key) {
    try {
      return encoding.publicKeyIn(key.getEncoded());
    } catch (InvalidKeyException e) {
      throw wrongKey(e);
    }
  }

  /**
   * The key as an object of this engine. A key that another engine made, before the configuration
   * changed, is translated through its encoding.
   *
   * @throws IllegalArgumentException if it is a key of another algorithm
   */
  PublicKey at(Provider engine, PublicKey key) {
    if (isAtHome(engine, key)) {
      return key;
    }
    try {
      return decodePublic(key.getEncoded());
    } catch (InvalidKeyException e) {
      throw wrongKey(e);
    }
  }

  /**
   * The key as an object of this engine, as {@link #at(Provider, PublicKey)}.
   *
   * @throws IllegalArgumentException if it is a key of another algorithm
   */
  PrivateKey at(Provider engine, PrivateKey key) {
    if (isAtHome(engine, key)) {
      return key;
    }
    byte[] pkcs8 = key.getEncoded();
    if (pkcs8 == null) {
      throw new IllegalArgumentException("a key that cannot leave the engine that made it");
    }
    try {
      return decodePrivate(pkcs8);
    } catch (InvalidKeyException e) {
      throw wrongKey(e);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  /** The one place for what a complete engine never throws. */
  IllegalStateException incapable(Provider engine, Exception cause) {
    return new IllegalStateException(
        name() + ": the engine " + engine.getName() + " cannot do its part; choose another", cause);
  }

  /** A key of another algorithm, given by the caller. */
  IllegalArgumentException wrongKey(Exception cause) {
    return new IllegalArgumentException("not a key of " + name(), cause);
  }

  private PrivateKey withSeedAlone(Provider engine, PrivateKey key) {
    if (key instanceof MLKEMPrivateKey kem) {
      return kem.getPrivateKey(true);
    }
    if (key instanceof MLDSAPrivateKey dsa) {
      return dsa.getPrivateKey(true);
    }
    throw incapable(engine, new InvalidKeyException("a key without Bouncy Castle's interface"));
  }

  private boolean isExpansion(byte[] expanded, PrivateKey key) {
    byte[] own = expansion(key);
    try {
      return MessageDigest.isEqual(expanded, own);
    } finally {
      Arrays.fill(own, (byte) 0);
    }
  }

  private byte[] expansion(PrivateKey key) {
    if (key instanceof MLKEMPrivateKey kem) {
      return kem.getPrivateData();
    }
    if (key instanceof MLDSAPrivateKey dsa) {
      return dsa.getPrivateData();
    }
    throw wrongKey(new InvalidKeyException("a key without Bouncy Castle's interface"));
  }

  private KeyFactory keyFactory(Provider engine) {
    try {
      return KeyFactory.getInstance(name(), engine);
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
