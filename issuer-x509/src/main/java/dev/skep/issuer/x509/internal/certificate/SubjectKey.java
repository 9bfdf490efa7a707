package dev.skep.issuer.x509.internal.certificate;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.IssuanceException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A public key that may be certified: RSA of 2048 to 8192 bits, EC on P-256, P-384 or P-521,
 * Ed25519, ML-DSA-65 or ML-DSA-87.
 *
 * @param spki its one DER encoding
 * @param kind its algorithm
 */
record SubjectKey(SubjectPublicKeyInfo spki, Kind kind) {
  private static final int LONGEST = 4096;
  private static final int UNCOMPRESSED = 4;
  private static final Set<ASN1ObjectIdentifier> CURVES =
      Set.of(
          SECObjectIdentifiers.secp256r1,
          SECObjectIdentifiers.secp384r1,
          SECObjectIdentifiers.secp521r1);

  /** The length of a key; each string of that length is one (FIPS 204 section 5.2). */
  private static final Map<ASN1ObjectIdentifier, Integer> LATTICES =
      Map.of(NISTObjectIdentifiers.id_ml_dsa_65, 1952, NISTObjectIdentifiers.id_ml_dsa_87, 2592);

  /** The algorithms of keys. */
  enum Kind {
    RSA,
    EC,
    ED25519,
    ML_DSA
  }

  /**
   * Reads a key strictly.
   *
   * @param der SPKI
   * @throws IssuanceException if it is none that may be certified; the message says why
   */
  static SubjectKey parse(Bytes der) throws IssuanceException {
    if (der.length() > LONGEST) {
      throw new IssuanceException("the public key is of no type that this CA certifies");
    }
    byte[] encoded = der.toArray();
    try {
      SubjectPublicKeyInfo spki = SubjectPublicKeyInfo.getInstance(encoded);
      if (!Arrays.equals(spki.getEncoded("DER"), encoded)) {
        throw new IssuanceException("the public key is not in DER");
      }
      return check(spki);
    } catch (IOException | RuntimeException e) {
      // The library reports what it finds malformed with several unchecked exceptions.
      throw new IssuanceException("the public key is malformed", e);
    }
  }

  private static SubjectKey check(SubjectPublicKeyInfo spki) throws IOException, IssuanceException {
    AlgorithmIdentifier algorithm = spki.getAlgorithm();
    ASN1ObjectIdentifier type = algorithm.getAlgorithm();
    byte[] key = spki.getPublicKeyData().getOctets();
    if (type.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      require(DERNull.INSTANCE.equals(algorithm.getParameters()), "RSA parameters");
      checkRsa(key);
      return new SubjectKey(spki, Kind.RSA);
    }
    if (type.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      require(
          algorithm.getParameters() instanceof ASN1ObjectIdentifier curve && CURVES.contains(curve),
          "curve");
      require(key.length > 0 && key[0] == UNCOMPRESSED, "point's form");
      // Decoding checks that the point is on the curve and not at infinity.
      PublicKeyFactory.createKey(spki);
      return new SubjectKey(spki, Kind.EC);
    }
    if (type.equals(EdECObjectIdentifiers.id_Ed25519)) {
      require(algorithm.getParameters() == null, "Ed25519 parameters");
      require(
          key.length == Ed25519.PUBLIC_KEY_SIZE && Ed25519.validatePublicKeyFull(key, 0), "point");
      return new SubjectKey(spki, Kind.ED25519);
    }
    Integer latticeBytes = LATTICES.get(type);
    if (latticeBytes != null) {
      require(algorithm.getParameters() == null, "ML-DSA parameters");
      require(key.length == latticeBytes, "ML-DSA length");
      return new SubjectKey(spki, Kind.ML_DSA);
    }
    throw new IssuanceException("the public key is of no type that this CA certifies");
  }

  /** That the modulus is composite is what the server checks of each device's key (spec Y-1). */
  private static void checkRsa(byte[] key) throws IOException, IssuanceException {
    RSAPublicKey rsa = RSAPublicKey.getInstance(key);
    require(Arrays.equals(rsa.getEncoded("DER"), key), "RSA encoding");
    int bits = rsa.getModulus().bitLength();
    require(rsa.getModulus().signum() > 0 && bits >= 2048 && bits <= 8192, "RSA key size");
    require(rsa.getModulus().testBit(0), "RSA modulus");
    int exponentBits = rsa.getPublicExponent().bitLength();
    require(exponentBits >= 17 && exponentBits <= 256, "RSA exponent");
    require(
        rsa.getPublicExponent().signum() > 0 && rsa.getPublicExponent().testBit(0), "RSA exponent");
  }

  private static void require(boolean condition, String what) throws IssuanceException {
    if (!condition) {
      throw new IssuanceException("the public key's " + what + " is not allowed");
    }
  }
}
