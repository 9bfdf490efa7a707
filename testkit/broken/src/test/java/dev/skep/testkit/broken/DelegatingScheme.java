package dev.skep.testkit.broken;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AttestationScheme;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;

/** A good scheme, for subclasses to spoil. */
class DelegatingScheme implements AttestationScheme {
  final AttestationScheme good;

  DelegatingScheme(AttestationScheme good) {
    this.good = good;
  }

  @Override
  public String name() {
    return good.name();
  }

  @Override
  public List<Integer> keySizesBits() {
    return good.keySizesBits();
  }

  @Override
  public KeyPair generateKeyPair(int sizeBits, SecureRandom random) {
    return good.generateKeyPair(sizeBits, random);
  }

  @Override
  public PublicKey decodePublicKey(Bytes subjectPublicKeyInfo) throws InvalidKeyException {
    return good.decodePublicKey(subjectPublicKeyInfo);
  }

  @Override
  public PrivateKey decodePrivateKey(SecretBytes pkcs8) throws InvalidKeyException {
    return good.decodePrivateKey(pkcs8);
  }

  @Override
  public Bytes sign(PrivateKey key, Bytes message, SecureRandom random) {
    return good.sign(key, message, random);
  }

  @Override
  public boolean verify(PublicKey key, Bytes message, Bytes signature) {
    return good.verify(key, message, signature);
  }
}
