package dev.skep.se.software.internal.kernel;

import dev.skep.api.Bytes;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A device CA of one level. */
public final class DeviceCa {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final X500Name name;
  private final KeyPair keys;

  /** A CA with a fresh key. */
  public DeviceCa(String commonName) {
    name = new X500Name("CN=" + commonName);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      keys = generator.generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leaf and root for a device's key. */
  public List<Bytes> chain(Bytes publicKey) {
    return List.of(
        certificate(publicKey, "CN=Device"),
        certificate(Bytes.of(keys.getPublic().getEncoded()), name.toString()));
  }

  Bytes certificate(Bytes publicKey, String subject) {
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              name,
              BigInteger.valueOf(7),
              Date.from(START),
              Date.from(START.plusSeconds(1_000_000_000)),
              new X500Name(subject),
              SubjectPublicKeyInfo.getInstance(publicKey.toArray()));
      return Bytes.of(
          builder
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
              .getEncoded());
    } catch (java.io.IOException | org.bouncycastle.operator.OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
