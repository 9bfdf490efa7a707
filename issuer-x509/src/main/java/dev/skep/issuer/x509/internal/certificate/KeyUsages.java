package dev.skep.issuer.x509.internal.certificate;

import dev.skep.api.issuer.IssuanceException;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyUsage;

/** What a subject's key may be certified for (RFC 5280 section 4.2.1.3). */
final class KeyUsages {
  private static final int SIGNING = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;

  /** Without keyCertSign and cRLSign: no subject is a CA. */
  private static final Map<String, Integer> BITS =
      Map.of(
          "digitalSignature", KeyUsage.digitalSignature,
          "nonRepudiation", KeyUsage.nonRepudiation,
          "contentCommitment", KeyUsage.nonRepudiation,
          "keyEncipherment", KeyUsage.keyEncipherment,
          "dataEncipherment", KeyUsage.dataEncipherment,
          "keyAgreement", KeyUsage.keyAgreement);

  private KeyUsages() {}

  /**
   * The extension for a key.
   *
   * @param names RFC 5280's
   * @throws IssuanceException if there is none, or one that this key or no subject may have
   */
  static KeyUsage of(Set<String> names, SubjectKey.Kind kind) throws IssuanceException {
    int bits = 0;
    for (String name : names) {
      Integer bit = BITS.get(name);
      if (bit == null) {
        throw new IssuanceException("a key usage is asked for that no subject may have");
      }
      bits |= bit;
    }
    if (bits == 0) {
      throw new IssuanceException("no key usage is asked for");
    }
    if ((bits & ~allowed(kind)) != 0) {
      throw new IssuanceException("a key usage is asked for that a key of this type cannot have");
    }
    return new KeyUsage(bits);
  }

  /** RFC 3279 section 2.3.1, RFC 8813 section 3, RFC 8410 section 5, RFC 9881 section 5. */
  private static int allowed(SubjectKey.Kind kind) {
    return switch (kind) {
      case RSA -> SIGNING | KeyUsage.keyEncipherment | KeyUsage.dataEncipherment;
      case EC -> SIGNING | KeyUsage.keyAgreement;
      case ED25519, ML_DSA -> SIGNING;
    };
  }
}
