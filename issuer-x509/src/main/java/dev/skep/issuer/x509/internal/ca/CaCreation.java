package dev.skep.issuer.x509.internal.ca;

import dev.skep.api.SettingsException;
import dev.skep.api.files.DurableFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes a self-signed CA for demonstrations and tests, in a PKCS#12 file. */
public final class CaCreation {
  private static final Duration LIFETIME = Duration.ofDays(3650);

  private final CaSettings settings;
  private final Provider keyStores;
  private final Provider engine;
  private final SecureRandom random;

  /**
   * Nothing is made yet.
   *
   * @param keyStores writes PKCS#12
   * @param engine Bouncy Castle
   */
  public CaCreation(CaSettings settings, Provider keyStores, Provider engine, SecureRandom random) {
    this.settings = settings;
    this.keyStores = keyStores;
    this.engine = engine;
    this.random = random;
  }

  /**
   * Makes the CA and writes it: the password first, so that no file is without one.
   *
   * @param name the subject and issuer
   * @throws SettingsException if it cannot be written
   */
  public void make(X500Name name, Instant notBefore) throws SettingsException {
    CaPassword.createIfAbsent(settings.passwordFile(), random);
    char[] password = CaPassword.read(settings.passwordFile());
    byte[] content = {};
    try {
      KeyPair pair = settings.creation().keyType().generate(engine, random);
      content = encode(pair, selfSigned(pair, name, notBefore), password);
      DurableFiles.createDirectoryOf(settings.file());
      DurableFiles.write(settings.file(), content);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new SettingsException(
          settings.file().toString(), "the CA cannot be made (" + CaPassword.reason(e) + ")", e);
    } finally {
      Arrays.fill(password, '\0');
      Arrays.fill(content, (byte) 0);
    }
  }

  private X509CertificateHolder selfSigned(KeyPair pair, X500Name name, Instant notBefore)
      throws IOException, OperatorCreationException {
    SubjectPublicKeyInfo spki = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            name,
            serialNumber(random),
            Date.from(notBefore),
            Date.from(notBefore.plus(LIFETIME)),
            name,
            spki);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    builder.addExtension(Extension.subjectKeyIdentifier, false, KeyIdentifiers.of(spki));
    String signature =
        SignatureNames.of(spki)
            .orElseThrow(() -> new IllegalStateException("a CA is made with a CA's key"));
    return builder.build(
        new JcaContentSignerBuilder(signature)
            .setProvider(engine)
            .setSecureRandom(random)
            .build(pair.getPrivate()));
  }

  private byte[] encode(KeyPair pair, X509CertificateHolder certificate, char[] password)
      throws GeneralSecurityException, IOException {
    Certificate parsed =
        CertificateFactory.getInstance("X.509", engine)
            .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
    KeyStore store = KeyStore.getInstance("PKCS12", keyStores);
    store.load(null, null);
    store.setKeyEntry("ca", pair.getPrivate(), password, new Certificate[] {parsed});
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, password);
    return out.toByteArray();
  }

  /**
   * A random serial number: 16 bytes, positive, of which 126 bits are random (RFC 5280 section
   * 4.1.2.2 allows 20 bytes).
   */
  public static BigInteger serialNumber(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    bytes[0] = (byte) (bytes[0] & 0x3f | 0x40);
    return new BigInteger(bytes);
  }
}
