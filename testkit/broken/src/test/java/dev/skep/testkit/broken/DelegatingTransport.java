package dev.skep.testkit.broken;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.algorithm.KeyTransport;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;

/** A good transport, for subclasses to spoil. */
class DelegatingTransport implements KeyTransport {
  final KeyTransport good;

  DelegatingTransport(KeyTransport good) {
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
  public boolean keyPairPerOffer() {
    return good.keyPairPerOffer();
  }

  @Override
  public int sharedSecretBytes() {
    return good.sharedSecretBytes();
  }

  @Override
  public Encapsulation encapsulate(PublicKey serverKey, SecureRandom random) {
    return good.encapsulate(serverKey, random);
  }

  @Override
  public Decapsulation decapsulate(KeyPair serverKey, Bytes encapsulatedKey, SecureRandom random) {
    return good.decapsulate(serverKey, encapsulatedKey, random);
  }
}
