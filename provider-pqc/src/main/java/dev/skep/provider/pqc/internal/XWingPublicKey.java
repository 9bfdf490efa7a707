package dev.skep.provider.pqc.internal;

import java.security.PublicKey;
import java.util.Arrays;

/** An X-Wing public key, as its encoding; whoever needs its parts takes them out of that. */
final class XWingPublicKey implements PublicKey {
  private static final long serialVersionUID = 1L;

  private final byte[] subjectPublicKeyInfo;

  /** Keeps the array. */
  XWingPublicKey(byte[] subjectPublicKeyInfo) {
    this.subjectPublicKeyInfo = subjectPublicKeyInfo;
  }

  @Override
  public String getAlgorithm() {
    return "X-Wing";
  }

  @Override
  public String getFormat() {
    return "X.509";
  }

  @Override
  public byte[] getEncoded() {
    return subjectPublicKeyInfo.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof XWingPublicKey key
        && Arrays.equals(subjectPublicKeyInfo, key.subjectPublicKeyInfo);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(subjectPublicKeyInfo);
  }
}
