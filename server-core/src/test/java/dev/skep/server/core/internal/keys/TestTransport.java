package dev.skep.server.core.internal.keys;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.algorithm.KeyTransport;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A transport that has keys and carries nothing; its keys are made as fast as EC keys are. */
class TestTransport implements KeyTransport {
  final AtomicInteger generated = new AtomicInteger();
  private final String name;
  private final String jcaAlgorithm;
  private final List<Integer> sizes;

  TestTransport(String name) {
    this(name, "EC", List.of(256, 384));
  }

  TestTransport(String name, String jcaAlgorithm, List<Integer> sizes) {
    this.name = name;
    this.jcaAlgorithm = jcaAlgorithm;
    this.sizes = sizes;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Integer> keySizesBits() {
    return sizes;
  }

  @Override
  public KeyPair generateKeyPair(int sizeBits, SecureRandom random) {
    try {
      generated.incrementAndGet();
      KeyPairGenerator generator = KeyPairGenerator.getInstance(jcaAlgorithm);
      generator.initialize(sizeBits, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public PublicKey decodePublicKey(Bytes subjectPublicKeyInfo) throws InvalidKeyException {
    try {
      return KeyFactory.getInstance(jcaAlgorithm)
          .generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo.toArray()));
    } catch (GeneralSecurityException e) {
      throw new InvalidKeyException(e);
    }
  }

  @Override
  public PrivateKey decodePrivateKey(SecretBytes pkcs8) throws InvalidKeyException {
    try {
      return KeyFactory.getInstance(jcaAlgorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8.copy()));
    } catch (GeneralSecurityException e) {
      throw new InvalidKeyException(e);
    }
  }

  @Override
  public boolean keyPairPerOffer() {
    return false;
  }

  @Override
  public int sharedSecretBytes() {
    return 32;
  }

  @Override
  public Encapsulation encapsulate(PublicKey serverKey, SecureRandom random) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Decapsulation decapsulate(KeyPair serverKey, Bytes encapsulatedKey, SecureRandom random) {
    throw new UnsupportedOperationException();
  }
}
