package dev.skep.protocol.certificate;

import dev.skep.api.Bytes;
import dev.skep.protocol.provisioning.CertificateChain;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which signatures and keys a device's chain may have (rule S-7.4), whatever the JVM's own list of
 * disabled algorithms says. Stricter lists of the JVM still hold, in the PKIX validation.
 * Immutable.
 */
public final class CertificateAlgorithms {
  private static final String RSASSA_PSS = "1.2.840.113549.1.1.10";
  private static final Set<String> SIGNATURES =
      Set.of(
          "1.2.840.113549.1.1.11", // sha256WithRSAEncryption
          "1.2.840.113549.1.1.12", // sha384WithRSAEncryption
          "1.2.840.113549.1.1.13", // sha512WithRSAEncryption
          "1.2.840.10045.4.3.2", // ecdsa-with-SHA256
          "1.2.840.10045.4.3.3", // ecdsa-with-SHA384
          "1.2.840.10045.4.3.4", // ecdsa-with-SHA512
          "1.3.101.112", // Ed25519
          "2.16.840.1.101.3.4.3.18", // ML-DSA-65
          "2.16.840.1.101.3.4.3.19"); // ML-DSA-87

  /**
   * How the one SPKI of such a key begins (RFC 9881 section 4); the rest is any 1952 or 2592 bytes.
   */
  private static final Map<String, String> LATTICE_KEYS =
      Map.of(
          "ML-DSA-65", "308207b2300b0609608648016503040312038207a100",
          "ML-DSA-87", "30820a32300b060960864801650304031303820a2100");

  private static final Set<String> PSS_DIGESTS = Set.of("SHA-256", "SHA-384", "SHA-512");

  /**
   * Of these types, a key that the JDK cannot read or that has other parameters is refused here.
   */
  private static final Set<String> CHECKED_TYPES = Set.of("RSA", "RSASSA-PSS", "EC", "DSA");

  private static final int SMALLEST_RSA_BITS = 2048;
  private static final int LARGEST_RSA_BITS = 8192;
  private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(65537);
  private static final int LARGEST_EXPONENT_BITS = 64;

  private final Map<String, ECParameterSpec> curves = new LinkedHashMap<>();

  /** Reads the parameters of the curves from this Java runtime. */
  public CertificateAlgorithms() {
    for (String name : new String[] {"secp256r1", "secp384r1", "secp521r1"}) {
      try {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(name));
        curves.put(name, parameters.getParameterSpec(ECParameterSpec.class));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java runtime lacks the curve " + name, e);
      }
    }
  }

  /** What is wrong with the algorithm that a certificate is signed with, if anything. */
  public Optional<String> signatureProblem(X509Certificate certificate) {
    return signatureProblem(
        certificate.getSigAlgOID(), certificate.getSigAlgName(), certificate.getSigAlgParams());
  }

  /** What is wrong with the algorithm that a revocation list is signed with, if anything. */
  public Optional<String> signatureProblem(X509CRL list) {
    return signatureProblem(list.getSigAlgOID(), list.getSigAlgName(), list.getSigAlgParams());
  }

  private static Optional<String> signatureProblem(
      String oid, String name, byte @Nullable [] parameters) {
    if (oid.equals(RSASSA_PSS)) {
      return pssProblem(parameters);
    }
    return SIGNATURES.contains(oid)
        ? Optional.empty()
        : Optional.of("is signed with " + name + ", which is not allowed");
  }

  /** What is wrong with a key that signs certificates, if anything. */
  public Optional<String> issuerKeyProblem(X509Certificate issuer) {
    return describeKey(issuer).isEmpty()
        ? Optional.of(
            "has a key of type "
                + issuer.getPublicKey().getAlgorithm()
                + ", which is not allowed for a CA")
        : deviceKeyProblem(issuer);
  }

  /**
   * What is wrong with a device's key, if anything. Types that are unknown here are left to the
   * attestation scheme, which accepts its own only.
   */
  public Optional<String> deviceKeyProblem(X509Certificate device) {
    PublicKey key = device.getPublicKey();
    if (key instanceof RSAPublicKey rsa) {
      return rsaProblem(rsa);
    }
    return CHECKED_TYPES.contains(key.getAlgorithm()) && describeKey(device).isEmpty()
        ? Optional.of(
            "has a key of type " + key.getAlgorithm() + ", malformed or with refused parameters")
        : Optional.empty();
  }

  /** Type and size of a key of a known type, for example {@code RSA 2048}. */
  public Optional<String> describeKey(X509Certificate certificate) {
    PublicKey key = certificate.getPublicKey();
    if (key instanceof RSAPublicKey rsa) {
      return Optional.of(rsa.getAlgorithm() + " " + rsa.getModulus().bitLength());
    }
    if (key instanceof ECPublicKey ec) {
      for (Map.Entry<String, ECParameterSpec> curve : curves.entrySet()) {
        if (same(curve.getValue(), ec.getParams())) {
          return Optional.of(curve.getKey());
        }
      }
      return Optional.empty();
    }
    return key instanceof EdECPublicKey edwards && edwards.getParams().getName().equals("Ed25519")
        ? Optional.of("Ed25519")
        : lattice(CertificateChain.publicKey(certificate));
  }

  /** Told by the encoding, since Java before 24 knows no such keys. */
  private static Optional<String> lattice(Bytes encoded) {
    return LATTICE_KEYS.entrySet().stream()
        .filter(kind -> isLattice(encoded, Bytes.hex(kind.getValue())))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isLattice(Bytes encoded, Bytes start) {
    int content = Integer.parseInt(start.slice(2, 2).toHex(), 16);
    return encoded.length() == 4 + content && encoded.slice(0, start.length()).equals(start);
  }

  private static Optional<String> rsaProblem(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    if (bits < SMALLEST_RSA_BITS || bits > LARGEST_RSA_BITS) {
      return Optional.of("has an RSA key of " + bits + " bits, outside 2048 to 8192");
    }
    BigInteger exponent = key.getPublicExponent();
    return !exponent.testBit(0)
            || exponent.compareTo(SMALLEST_EXPONENT) < 0
            || exponent.bitLength() > LARGEST_EXPONENT_BITS
        ? Optional.of("has an RSA key whose exponent is even, below 65537 or over 64 bits")
        : Optional.empty();
  }

  private static Optional<String> pssProblem(byte @Nullable [] encoded) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
      parameters.init(encoded == null ? new byte[0] : encoded);
      PSSParameterSpec pss = parameters.getParameterSpec(PSSParameterSpec.class);
      if (PSS_DIGESTS.contains(pss.getDigestAlgorithm())
          && pss.getMGFParameters() instanceof MGF1ParameterSpec mask
          && mask.getDigestAlgorithm().equals(pss.getDigestAlgorithm())) {
        return Optional.empty();
      }
    } catch (GeneralSecurityException | IOException e) {
      return Optional.of("is signed with RSASSA-PSS under unreadable parameters");
    }
    return Optional.of("is signed with RSASSA-PSS, but not with one SHA-2 hash throughout");
  }

  private static boolean same(ECParameterSpec one, @Nullable ECParameterSpec other) {
    return one == other
        || other != null
            && one.getCurve().equals(other.getCurve())
            && one.getGenerator().equals(other.getGenerator())
            && one.getOrder().equals(other.getOrder())
            && one.getCofactor() == other.getCofactor();
  }
}
