package dev.skep.client.internal.attestation;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.provisioning.KeyAttestation;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.provider.ecdh.internal.Ed25519;
import dev.skep.provider.ecdh.internal.Es256;
import dev.skep.provider.ecdh.internal.Es384;
import dev.skep.provider.pqc.internal.MlDsa65;
import dev.skep.provider.pqc.internal.MlDsa87;
import dev.skep.provider.rsa.internal.Ps256;
import dev.skep.provider.rsa.internal.Rs256;
import dev.skep.provider.rsa.internal.Rs256Dias;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A device CA, a device, and a key that was made inside it. */
public final class DeviceMaker {
  static final Provider BC = new BouncyCastleProvider();
  static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static final int SIGN = org.bouncycastle.asn1.x509.KeyUsage.digitalSignature;
  private static final int CERTIFY = org.bouncycastle.asn1.x509.KeyUsage.keyCertSign;

  final SecureRandom random = new SecureRandom();
  final KeyPair caKey;
  final Bytes ca;
  final KeyPair provisioned = new Es256().generateKeyPair(256, random);

  /** What varies in a certificate. */
  static final class Form {
    String subject = "CN=device";
    String issuer = "CN=Device CA";
    String algorithm = "SHA256withECDSA";
    Instant from = NOW.minus(1, ChronoUnit.DAYS);
    Instant until = NOW.plus(1, ChronoUnit.DAYS);
    boolean authority;
    int usage = SIGN;
    BigInteger serial = BigInteger.valueOf(4711);
    boolean unknownCritical;
  }

  public DeviceMaker() throws Exception {
    caKey = ecKey("secp256r1");
    ca = certificate(authority("CN=Device CA", "CN=Device CA"), caKey, caKey);
  }

  public Bytes ca() {
    return ca;
  }

  public KeyPair provisioned() {
    return provisioned;
  }

  /** All schemes of the providers. */
  public static AlgorithmCatalogue catalogue() {
    AlgorithmCatalogue catalogue = new AlgorithmCatalogue();
    for (AttestationScheme scheme :
        List.of(
            new Es256(),
            new Es384(),
            new Ed25519(),
            new Ps256(),
            new Rs256(),
            new Rs256Dias(),
            new MlDsa65(),
            new MlDsa87())) {
      catalogue.add(AttestationScheme.class, scheme, 0);
    }
    return catalogue;
  }

  /** A good attestation by a device with the default scheme. */
  public KeyAttestation good() throws Exception {
    Es256 scheme = new Es256();
    KeyPair device = scheme.generateKeyPair(256, random);
    return attest(scheme, device, List.of(certificate(new Form(), device, caKey)));
  }

  KeyAttestation attest(AttestationScheme scheme, KeyPair device, List<Bytes> chain) {
    return attest(scheme, device, chain, statement(true).encode());
  }

  KeyAttestation attest(
      AttestationScheme scheme, KeyPair device, List<Bytes> chain, Bytes statement) {
    return new KeyAttestation(
        statement,
        scheme.name(),
        scheme.sign(device.getPrivate(), KeyStatement.message(statement), random),
        chain);
  }

  KeyStatement statement(boolean signed) {
    return new KeyStatement(
        new KeyTerms(
            "badge",
            "ES256",
            256,
            Set.of(KeyUsage.DIGITAL_SIGNATURE),
            Optional.of("user-pin"),
            "Employee badge",
            signed),
        Bytes.of(provisioned.getPublic().getEncoded()),
        Bytes.of(new byte[16]),
        Bytes.of(new byte[32]),
        Bytes.of(new byte[32]));
  }

  static KeyPair ecKey(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new java.security.spec.ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  static Form authority(String subject, String issuer) {
    Form form = new Form();
    form.subject = subject;
    form.issuer = issuer;
    form.authority = true;
    form.usage = CERTIFY;
    return form;
  }

  static Bytes certificate(Form form, KeyPair subject, KeyPair issuer) throws Exception {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name(form.issuer),
            form.serial,
            Date.from(form.from),
            Date.from(form.until),
            new X500Name(form.subject),
            subject.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(form.authority));
    builder.addExtension(
        Extension.keyUsage, true, new org.bouncycastle.asn1.x509.KeyUsage(form.usage));
    if (form.unknownCritical) {
      builder.addExtension(
          new ASN1ObjectIdentifier("1.2.3.4.5"), true, new BasicConstraints(false));
    }
    return Bytes.of(builder.build(signer(form.algorithm).build(issuer.getPrivate())).getEncoded());
  }

  /** Java before 24 does not sign with ML-DSA. */
  private static JcaContentSignerBuilder signer(String algorithm) {
    JcaContentSignerBuilder builder = new JcaContentSignerBuilder(algorithm);
    return algorithm.startsWith("ML-DSA") ? builder.setProvider(BC) : builder;
  }
}
