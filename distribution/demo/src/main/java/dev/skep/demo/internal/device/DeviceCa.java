package dev.skep.demo.internal.device;

import dev.skep.api.Bytes;
import dev.skep.api.engine.JcaEngines;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A device maker's CA with one P-256 root key, in memory only: certifies attestation keys that were
 * made inside security elements (spec section 1). For demonstration; thread-safe.
 */
public final class DeviceCa {
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final Duration DEVICE_VALIDITY = Duration.ofDays(3_652);
  private static final Duration ROOT_VALIDITY = Duration.ofDays(7_305);

  /** Clocks of others may be behind. */
  private static final Duration HEAD_START = Duration.ofHours(1);

  private static final int SERIAL_BITS = 127;

  private final X500Name name;
  private final KeyPair keys;
  private final Clock clock;
  private final SecureRandom random;
  private final Provider engine;
  private final Bytes certificate;

  private DeviceCa(String name, KeyPair keys, Clock clock, SecureRandom random, Provider engine) {
    this.name = new X500Name(name);
    this.keys = keys;
    this.clock = clock;
    this.random = random;
    this.engine = engine;
    this.certificate = rootCertificate();
  }

  /**
   * Makes a root key and its certificate.
   *
   * @param name the distinguished name, RFC 4514
   */
  public static DeviceCa create(String name, Clock clock, SecureRandom random) {
    try {
      Provider engine =
          new JcaEngines().select(List.of(JcaEngines.JDK), "Signature", "SHA256withECDSA");
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", engine);
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return new DeviceCa(name, generator.generateKeyPair(), clock, random, engine);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no ECDSA on P-256", e);
    }
  }

  /** The root's certificate, X.509 in DER. */
  public Bytes certificate() {
    return certificate;
  }

  /** The root's certificate as a PEM file (RFC 7468). */
  public String certificatePem() {
    return pem(certificate);
  }

  /** A certificate as a PEM file (RFC 7468). */
  public static String pem(Bytes certificate) {
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.toArray());
    return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
  }

  /**
   * Certifies a device's attestation key for ten years, to sign and nothing else.
   *
   * @param publicKey SPKI in DER
   * @param subject the device's distinguished name, RFC 4514
   * @return X.509 in DER
   */
  public Bytes certify(Bytes publicKey, String subject) {
    SubjectPublicKeyInfo spki = SubjectPublicKeyInfo.getInstance(publicKey.toArray());
    X509v3CertificateBuilder certificate = builder(new X500Name(subject), spki, DEVICE_VALIDITY);
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      certificate
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              extensions.createAuthorityKeyIdentifier(rootKey()))
          .addExtension(
              Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(spki));
    } catch (CertIOException | GeneralSecurityException e) {
      throw new IllegalStateException("these extensions can be encoded", e);
    }
    return sign(certificate, keys.getPrivate());
  }

  private Bytes rootCertificate() {
    X509v3CertificateBuilder root = builder(name, rootKey(), ROOT_VALIDITY);
    try {
      root.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              new JcaX509ExtensionUtils().createSubjectKeyIdentifier(rootKey()));
    } catch (CertIOException | GeneralSecurityException e) {
      throw new IllegalStateException("these extensions can be encoded", e);
    }
    return sign(root, keys.getPrivate());
  }

  private SubjectPublicKeyInfo rootKey() {
    return SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
  }

  private X509v3CertificateBuilder builder(
      X500Name subject, SubjectPublicKeyInfo key, Duration validity) {
    Instant from = clock.instant().minus(HEAD_START);
    BigInteger serial = new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
    return new X509v3CertificateBuilder(
        name, serial, Date.from(from), Date.from(from.plus(validity)), subject, key);
  }

  private Bytes sign(X509v3CertificateBuilder certificate, PrivateKey key) {
    try {
      return Bytes.of(
          certificate
              .build(
                  new JcaContentSignerBuilder(SIGNATURE)
                      .setProvider(engine)
                      .setSecureRandom(random)
                      .build(key))
              .getEncoded());
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException("the CA's own key can sign", e);
    }
  }
}
