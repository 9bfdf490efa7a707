package dev.skep.itest.session;

import dev.skep.api.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A device maker's CA with one key: certifies attestation keys of security elements. */
public final class DeviceCa {
  private static final Duration VALIDITY = Duration.ofDays(1);
  private static final int SERIAL_BITS = 120;
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private final String name;
  private final String signature;
  private final KeyPair keys;
  private final Bytes certificate;

  /**
   * Makes a P-256 key and a root certificate.
   *
   * @param name a distinguished name, RFC 4514
   */
  public DeviceCa(String name) throws Exception {
    this(name, "SHA256withECDSA", ellipticCurveKeys());
  }

  private DeviceCa(String name, String signature, KeyPair keys) throws Exception {
    this.name = name;
    this.signature = signature;
    this.keys = keys;
    this.certificate =
        issue(name, publicKey(), new BasicConstraints(0), KeyUsage.keyCertSign | KeyUsage.cRLSign);
  }

  /** One with an ML-DSA-65 key. */
  public static DeviceCa ofMlDsa65(String name) throws Exception {
    String algorithm = "ML-DSA-65";
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, BOUNCY_CASTLE);
    return new DeviceCa(name, algorithm, generator.generateKeyPair());
  }

  private static KeyPair ellipticCurveKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /** The root certificate, X.509 in DER. */
  public Bytes certificate() {
    return certificate;
  }

  /** The root's key, SPKI in DER. */
  public Bytes publicKey() {
    return Bytes.of(keys.getPublic().getEncoded());
  }

  /** The root certificate as PEM. */
  public String pem() {
    return pem(certificate);
  }

  /** A certificate as PEM. */
  public static String pem(Bytes certificate) {
    String base64 = Base64.getMimeEncoder().encodeToString(certificate.toArray());
    return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
  }

  /**
   * Certifies a device.
   *
   * @param publicKey SPKI in DER
   * @return X.509 in DER
   */
  public Bytes certify(String subject, Bytes publicKey) throws Exception {
    return issue(subject, publicKey, new BasicConstraints(false), KeyUsage.digitalSignature);
  }

  private Bytes issue(String subject, Bytes publicKey, BasicConstraints constraints, int usage)
      throws Exception {
    Instant from = Instant.now().minus(Duration.ofHours(1));
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            new X500Name(name),
            new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS),
            Date.from(from),
            Date.from(from.plus(VALIDITY)),
            new X500Name(subject),
            SubjectPublicKeyInfo.getInstance(publicKey.toArray()));
    builder.addExtension(Extension.basicConstraints, true, constraints);
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    return Bytes.of(
        builder
            .build(
                new JcaContentSignerBuilder(signature)
                    .setProvider(BOUNCY_CASTLE)
                    .build(keys.getPrivate()))
            .getEncoded());
  }
}
