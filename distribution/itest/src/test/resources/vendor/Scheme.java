package com.example.acme;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.capability.ProvideAlgorithm;
import dev.skep.api.engine.JcaEngines;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Ed448 (RFC 8032 section 5.2), by the JDK. */
@Component(
    service = AttestationScheme.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + Scheme.NAME)
@ProvideAlgorithm(value = Scheme.NAME, role = AttestationScheme.class)
public final class Scheme implements AttestationScheme {
  static final String NAME = "com.example/Ed448";
  private static final int SIGNATURE_BYTES = 114;

  public Scheme() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Integer> keySizesBits() {
    return List.of(448);
  }

  @Override
  public KeyPair generateKeyPair(int sizeBits, SecureRandom random) {
    if (!keySizesBits().contains(sizeBits)) {
      throw new IllegalArgumentException(NAME + " has no keys of " + sizeBits + " bits");
    }
    try {
      KeyPairGenerator generator =
          KeyPairGenerator.getInstance("Ed448", java("KeyPairGenerator"));
      generator.initialize(sizeBits, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public PublicKey decodePublicKey(Bytes subjectPublicKeyInfo) throws InvalidKeyException {
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed448", java("KeyFactory"))
              .generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo.toArray()));
      if (Bytes.of(key.getEncoded()).equals(subjectPublicKeyInfo)) {
        return key;
      }
      throw new InvalidKeyException("the key has another encoding than its only one");
    } catch (InvalidKeyException e) {
      throw e;
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new InvalidKeyException("it is no Ed448 key", e);
    }
  }

  @Override
  public PrivateKey decodePrivateKey(SecretBytes pkcs8) throws InvalidKeyException {
    byte[] encoded = pkcs8.copy();
    byte[] only = new byte[0];
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed448", java("KeyFactory"))
              .generatePrivate(new PKCS8EncodedKeySpec(encoded));
      only = key.getEncoded();
      if (MessageDigest.isEqual(only, encoded)) {
        return key;
      }
      throw new InvalidKeyException("the key has another encoding than its only one");
    } catch (InvalidKeyException e) {
      throw e;
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new InvalidKeyException("it is no Ed448 key", e);
    } finally {
      Arrays.fill(encoded, (byte) 0);
      Arrays.fill(only, (byte) 0);
    }
  }

  @Override
  public Bytes sign(PrivateKey key, Bytes message, SecureRandom random) {
    try {
      Signature signature = Signature.getInstance("Ed448", java("Signature"));
      signature.initSign(key, random);
      signature.update(message.toArray());
      return Bytes.of(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean verify(PublicKey key, Bytes message, Bytes signature) {
    if (signature.length() != SIGNATURE_BYTES) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("Ed448", java("Signature"));
      verifier.initVerify(key);
      verifier.update(message.toArray());
      return verifier.verify(signature.toArray());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Provider java(String service) throws GeneralSecurityException {
    return new JcaEngines().select(List.of(JcaEngines.JDK), service, "Ed448");
  }
}
