package dev.skep.provider.ecdh.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.algorithm.KeyTransport;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/**
 * DHKEM in base mode (RFC 9180 section 4.1): EK is a fresh public key, K comes from the
 * Diffie-Hellman value, EK and the server's public key. Thread-safe.
 *
 * <p>K depends on the encoding of EK, so another point with the same Diffie-Hellman value gives
 * another K. EK has one accepted encoding for each point.
 */
abstract class DhKem extends CurveAlgorithm implements KeyTransport {
  private final String agreement;
  private final DhKemKeyDerivation keyDerivation;

  /**
   * One KEM.
   *
   * @param agreement where its Diffie-Hellman comes from
   */
  DhKem(String name, CurveKeys keys, Agreement agreement, KdfParameters kdf, EcEngines engines) {
    super(name, keys, agreement.operation(), engines);
    this.agreement = agreement.operation().algorithm();
    this.keyDerivation = new DhKemKeyDerivation(kdf);
  }

  /** The two Diffie-Hellman functions. */
  enum Agreement {
    ECDH(EcOperation.ECDH_AGREEMENT),
    X25519(EcOperation.X25519_AGREEMENT);

    private final EcOperation operation;

    Agreement(EcOperation operation) {
      this.operation = operation;
    }

    private EcOperation operation() {
      return operation;
    }
  }

  @Override
  public final boolean keyPairPerOffer() {
    return true;
  }

  @Override
  public final int sharedSecretBytes() {
    return keyDerivation.secretBytes();
  }

  @Override
  public final Encapsulation encapsulate(PublicKey serverKey, SecureRandom random) {
    return encapsulate(serverKey, generate(engine(), random));
  }

  /** As {@link #encapsulate(PublicKey, SecureRandom)}, with the ephemeral key pair given. */
  final Encapsulation encapsulate(PublicKey serverKey, KeyPair ephemeral) {
    Provider engine = engine();
    byte[] serialized = serialized(serverKey);
    byte[] encapsulated = serialized(ephemeral.getPublic());
    byte[] dh = {};
    try {
      dh = agree(engine, at(engine, ephemeral.getPrivate()), at(engine, serverKey));
      return new Encapsulation(
          keyDerivation.derive(engines(), dh, encapsulated, serialized), Bytes.of(encapsulated));
    } catch (InvalidKeyException e) {
      throw wrongKey(e);
    } finally {
      Arrays.fill(dh, (byte) 0);
    }
  }

  @Override
  public final Decapsulation decapsulate(
      KeyPair serverKey, Bytes encapsulatedKey, SecureRandom random) {
    Provider engine = engine();
    PrivateKey own = at(engine, serverKey.getPrivate());
    byte[] serialized = serialized(serverKey.getPublic());
    byte[] encapsulated = encapsulatedKey.toArray();
    SecretBytes replacement = SecretBytes.random(sharedSecretBytes(), random);
    Peer peer = peer(engine, encapsulated, serverKey.getPublic());
    Optional<String> failure = peer.failure();
    byte[] dh = {};
    try {
      dh = agree(engine, own, peer.key());
      SecretBytes derived = keyDerivation.derive(engines(), dh, encapsulated, serialized);
      if (failure.isEmpty()) {
        replacement.close();
        return new Decapsulation(derived, failure);
      }
      derived.close();
    } catch (InvalidKeyException e) {
      failure = failure.or(() -> Optional.of("EK: " + e.getMessage()));
    } finally {
      Arrays.fill(dh, (byte) 0);
    }
    return new Decapsulation(replacement, failure);
  }

  private record Peer(PublicKey key, Optional<String> failure) {}

  /** Reads EK; where it is no key, the own public key takes its place, so that the work is done. */
  private Peer peer(Provider engine, byte[] encapsulated, PublicKey own) {
    try {
      keys().checkPublicKey(encapsulated);
      byte[] spki = keys().subjectPublicKeyInfo(encapsulated);
      return new Peer(publicKey(engine, spki), Optional.empty());
    } catch (GeneralSecurityException e) {
      return new Peer(at(engine, own), Optional.of("EK: " + e.getMessage()));
    }
  }

  /**
   * Diffie-Hellman.
   *
   * @return secret, not all zero; the caller zeroes it
   * @throws InvalidKeyException if the engine refuses a key or the result is all zero
   */
  private byte[] agree(Provider engine, PrivateKey own, PublicKey peer) throws InvalidKeyException {
    KeyAgreement agree;
    try {
      agree = KeyAgreement.getInstance(agreement, engine);
    } catch (GeneralSecurityException e) {
      throw incapable(engine, e);
    }
    byte[] dh;
    try {
      agree.init(own);
      agree.doPhase(peer, true);
      dh = agree.generateSecret();
    } catch (RuntimeException e) {
      // Engines differ in how they refuse a result of zero.
      throw new InvalidKeyException("the engine " + engine.getName() + " refused it", e);
    }
    int any = 0;
    for (byte each : dh) {
      any |= each;
    }
    if (any == 0 && keys() == X25519Keys.X25519) {
      throw new InvalidKeyException("the shared secret is zero");
    }
    return dh;
  }

  private byte[] serialized(PublicKey key) {
    try {
      return keys().publicKeyIn(key.getEncoded());
    } catch (InvalidKeyException e) {
      throw wrongKey(e);
    }
  }
}
