package dev.skep.benchmarks.internal;

import dev.skep.api.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A device maker's CA, directly above its devices. */
final class DeviceCa {
  private static final X500Name NAME = new X500Name("CN=Device CA");
  private static final ASN1ObjectIdentifier PRIVATE_EXTENSION =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.77");

  private final KeyPair pair;
  private final String signatureAlgorithm;
  private final Provider signing;
  private final SecureRandom random = new SecureRandom();
  private final Bytes certificate;

  /** How much the server has to look at in a leaf. */
  enum Form {
    /** The server may verify it with an engine, once it knows the issuer. */
    PLAIN,
    /** It has an extension of the maker's own, so that the server leaves it to PKIX. */
    WITH_PRIVATE_EXTENSION
  }

  /**
   * Makes a CA.
   *
   * @param signing signs certificates; speed matters here only for how long a run takes
   */
  DeviceCa(KeyKind kind, Provider signing) {
    this.signatureAlgorithm = kind.signatureAlgorithm();
    this.signing = signing;
    this.pair = keyPair(kind, signing);
    this.certificate =
        issue("Device CA", Bytes.of(pair.getPublic().getEncoded()), true, Form.PLAIN);
  }

  /** A key pair of a kind. */
  static KeyPair keyPair(KeyKind kind, Provider engine) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.keyAlgorithm(), engine);
      generator.initialize(kind.bits());
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no " + kind + " keys with " + engine.getName(), e);
    }
  }

  /** Its own certificate, DER. */
  Bytes certificate() {
    return certificate;
  }

  /** Certifies a key for signatures; each certificate is another one. */
  Bytes certify(String commonName, Bytes subjectPublicKeyInfo, Form form) {
    return issue(commonName, subjectPublicKeyInfo, false, form);
  }

  private Bytes issue(String commonName, Bytes spki, boolean ca, Form form) {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            NAME,
            new BigInteger(96, random).setBit(95),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofDays(365))),
            new X500Name("CN=" + commonName),
            SubjectPublicKeyInfo.getInstance(spki.toArray()));
    try {
      int usage = ca ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature;
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      if (form == Form.WITH_PRIVATE_EXTENSION) {
        builder.addExtension(PRIVATE_EXTENSION, false, DERNull.INSTANCE);
      }
      ContentSigner signer =
          new JcaContentSignerBuilder(signatureAlgorithm)
              .setProvider(signing)
              .build(pair.getPrivate());
      return Bytes.of(builder.build(signer).getEncoded());
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("the device CA cannot issue a certificate", e);
    }
  }
}
