package dev.skep.issuer.x509.internal.ca;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Short names of public keys (RFC 7093 section 2, method 1). */
public final class KeyIdentifiers {
  private static final int BYTES = 20;

  private KeyIdentifiers() {}

  /** The leftmost 160 bits of SHA-256 of the key's bit string. */
  public static SubjectKeyIdentifier of(SubjectPublicKeyInfo key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getPublicKeyData().getOctets());
      return new SubjectKeyIdentifier(Arrays.copyOf(digest, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
