package dev.skep.issuer.x509.internal.ca;

import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Which signature algorithm a CA's key makes. */
final class SignatureNames {
  private static final Map<ASN1ObjectIdentifier, String> BY_CURVE =
      Map.of(
          SECObjectIdentifiers.secp256r1, "SHA256withECDSA",
          SECObjectIdentifiers.secp384r1, "SHA384withECDSA",
          SECObjectIdentifiers.secp521r1, "SHA512withECDSA");

  private SignatureNames() {}

  /** The JCA name; empty for a key that no CA should have. */
  static Optional<String> of(SubjectPublicKeyInfo key) {
    AlgorithmIdentifier algorithm = key.getAlgorithm();
    ASN1ObjectIdentifier type = algorithm.getAlgorithm();
    if (type.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return algorithm.getParameters() instanceof ASN1ObjectIdentifier curve
          ? Optional.ofNullable(BY_CURVE.get(curve))
          : Optional.empty();
    }
    if (type.equals(EdECObjectIdentifiers.id_Ed25519)) {
      return Optional.of("Ed25519");
    }
    return type.equals(PKCSObjectIdentifiers.rsaEncryption)
        ? Optional.of("SHA256withRSA")
        : Optional.empty();
  }
}
