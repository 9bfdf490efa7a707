package dev.skep.client.internal.attestation;

import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which signatures and keys a chain may have (rule S-7.4), whatever the JVM's own list of disabled
 * algorithms says.
 */
final class CertificateAlgorithms {
  private static final String RSASSA_PSS = "1.2.840.113549.1.1.10";
  private static final Set<String> PSS_DIGESTS = Set.of("SHA-256", "SHA-384", "SHA-512");
  private static final Set<String> SIGNATURES =
      Set.of(
          "1.2.840.113549.1.1.11", // sha256WithRSAEncryption
          "1.2.840.113549.1.1.12", // sha384WithRSAEncryption
          "1.2.840.113549.1.1.13", // sha512WithRSAEncryption
          "1.2.840.10045.4.3.2", // ecdsa-with-SHA256
          "1.2.840.10045.4.3.3", // ecdsa-with-SHA384
          "1.2.840.10045.4.3.4", // ecdsa-with-SHA512
          "1.3.101.112"); // Ed25519
  private static final int SMALLEST_RSA_BITS = 2048;
  private static final int LARGEST_RSA_BITS = 8192;
  private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(65537);
  private static final int LARGEST_EXPONENT_BITS = 33;

  private CertificateAlgorithms() {}

  /**
   * Checks a certificate's signature algorithm and key.
   *
   * @param which for the message
   */
  static void check(X509Certificate certificate, String which) throws UnprovenException {
    boolean allowed =
        certificate.getSigAlgOID().equals(RSASSA_PSS)
            ? hasStrongPss(certificate.getSigAlgParams())
            : SIGNATURES.contains(certificate.getSigAlgOID());
    if (!allowed) {
      throw new UnprovenException(
          "S-7.4", which + " is signed with " + certificate.getSigAlgName());
    }
    if (!isStrong(certificate.getPublicKey())) {
      throw new UnprovenException("S-7.4", which + " has a weak key, or one of an unknown type");
    }
  }

  private static boolean hasStrongPss(byte @Nullable [] encoded) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
      parameters.init(encoded == null ? new byte[0] : encoded);
      PSSParameterSpec pss = parameters.getParameterSpec(PSSParameterSpec.class);
      return PSS_DIGESTS.contains(pss.getDigestAlgorithm())
          && pss.getMGFParameters() instanceof MGF1ParameterSpec mask
          && mask.getDigestAlgorithm().equals(pss.getDigestAlgorithm());
    } catch (GeneralSecurityException | IOException e) {
      return false; // without parameters it is SHA-1 throughout
    }
  }

  private static boolean isStrong(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      BigInteger exponent = rsa.getPublicExponent();
      return bits >= SMALLEST_RSA_BITS
          && bits <= LARGEST_RSA_BITS
          && exponent.testBit(0)
          && exponent.compareTo(SMALLEST_EXPONENT) >= 0
          && exponent.bitLength() <= LARGEST_EXPONENT_BITS;
    }
    if (key instanceof ECPublicKey ec) {
      return Stream.of("secp256r1", "secp384r1", "secp521r1")
          .anyMatch(curve -> isOn(curve, ec.getParams()));
    }
    return key instanceof EdECPublicKey edwards && edwards.getParams().getName().equals("Ed25519");
  }

  private static boolean isOn(String name, ECParameterSpec found) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(name));
      ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
      return curve.getCurve().equals(found.getCurve())
          && curve.getGenerator().equals(found.getGenerator())
          && curve.getOrder().equals(found.getOrder())
          && curve.getCofactor() == found.getCofactor();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks the curve " + name, e);
    }
  }
}
