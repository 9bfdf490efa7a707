package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AttestationScheme;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.List;

/** Flips one bit of each signature. */
record FaultyScheme(AttestationScheme good) implements AttestationScheme {
  @Override
  public String name() {
    return good.name();
  }

  @Override
  public List<Integer> keySizesBits() {
    return good.keySizesBits();
  }

  @Override
  public java.security.KeyPair generateKeyPair(int sizeBits, SecureRandom random) {
    return good.generateKeyPair(sizeBits, random);
  }

  @Override
  public java.security.PublicKey decodePublicKey(Bytes spki)
      throws java.security.InvalidKeyException {
    return good.decodePublicKey(spki);
  }

  @Override
  public PrivateKey decodePrivateKey(SecretBytes pkcs8) throws java.security.InvalidKeyException {
    return good.decodePrivateKey(pkcs8);
  }

  @Override
  public Bytes sign(PrivateKey key, Bytes message, SecureRandom random) {
    byte[] signature = good.sign(key, message, random).toArray();
    signature[signature.length - 1] ^= 1;
    return Bytes.of(signature);
  }

  @Override
  public boolean verify(java.security.PublicKey key, Bytes message, Bytes signature) {
    return good.verify(key, message, signature);
  }
}
