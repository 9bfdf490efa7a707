package dev.skep.provider.pqc.internal;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.MessageDigest;
import java.security.PrivateKey;

/** An X-Wing private key, as its encoding, which is little more than the seed. Never serialized. */
final class XWingPrivateKey implements PrivateKey {
  private static final long serialVersionUID = 1L;

  private final transient byte[] pkcs8;

  /** Keeps the array. */
  XWingPrivateKey(byte[] pkcs8) {
    this.pkcs8 = pkcs8;
  }

  @Override
  public String getAlgorithm() {
    return "X-Wing";
  }

  @Override
  public String getFormat() {
    return "PKCS#8";
  }

  @Override
  public byte[] getEncoded() {
    return pkcs8.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof XWingPrivateKey key && MessageDigest.isEqual(pkcs8, key.pkcs8);
  }

  /** The same for all, so that it says nothing of the seed. */
  @Override
  public int hashCode() {
    return XWingPrivateKey.class.hashCode();
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("a private key leaves by its encoding only");
  }
}
