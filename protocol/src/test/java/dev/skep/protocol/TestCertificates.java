package dev.skep.protocol;

import dev.skep.api.Bytes;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates of any key, signed by a key of this class; their signatures are good. */
public final class TestCertificates {
  private static final Date FROM = new Date(1_700_000_000_000L);
  private static final Date UNTIL = new Date(1_900_000_000_000L);
  private static final KeyPair EC = keys("EC");
  private static final KeyPair RSA = keys("RSA");

  private TestCertificates() {}

  /** Version 3, signed with ECDSA and SHA-256. */
  public static X509Certificate of(String subject, String issuer, PublicKey key) {
    return of(subject, issuer, key, "SHA256withECDSA");
  }

  /** Version 3. */
  public static X509Certificate of(String subject, String issuer, PublicKey key, String algorithm) {
    return read(
        new X509v3CertificateBuilder(
                new X500Name(issuer),
                BigInteger.TEN,
                FROM,
                UNTIL,
                new X500Name(subject),
                SubjectPublicKeyInfo.getInstance(key.getEncoded()))
            .build(signer(algorithm)));
  }

  /** Version 1, which has no version. */
  public static X509Certificate ofVersionOne(PublicKey key) {
    return read(
        new X509v1CertificateBuilder(
                new X500Name("CN=Old"),
                BigInteger.TEN,
                FROM,
                UNTIL,
                new X500Name("CN=Older"),
                SubjectPublicKeyInfo.getInstance(key.getEncoded()))
            .build(signer("SHA256withECDSA")));
  }

  private static ContentSigner signer(String algorithm) {
    KeyPair pair = algorithm.contains("RSA") ? RSA : EC;
    try {
      return new JcaContentSignerBuilder(algorithm)
          .setProvider(new BouncyCastleProvider())
          .build(pair.getPrivate());
    } catch (org.bouncycastle.operator.OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate read(org.bouncycastle.cert.X509CertificateHolder made) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(made.getEncoded()));
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its encoding. */
  public static Bytes der(X509Certificate certificate) {
    try {
      return Bytes.of(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key pair of a kind, of 2048 bits or on P-256. */
  public static KeyPair keys(String kind) {
    try {
      return KeyPairGenerator.getInstance(kind).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key on a curve. */
  public static PublicKey onCurve(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An RSA key of so many bits, with a modulus that nobody can use. */
  public static PublicKey rsa(int bits, BigInteger exponent) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0).setBit(17);
    try {
      return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
