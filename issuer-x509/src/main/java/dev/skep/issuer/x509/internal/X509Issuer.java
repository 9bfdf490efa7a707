package dev.skep.issuer.x509.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SettingsException;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.CertificateIssuer;
import dev.skep.api.issuer.CertificateRegister;
import dev.skep.api.issuer.CertificateRequest;
import dev.skep.api.issuer.IssuanceException;
import dev.skep.api.issuer.RevocationListSource;
import dev.skep.issuer.x509.internal.ca.CaCreation;
import dev.skep.issuer.x509.internal.ca.CaFile;
import dev.skep.issuer.x509.internal.ca.CaSettings;
import dev.skep.issuer.x509.internal.ca.CertificateAuthority;
import dev.skep.issuer.x509.internal.certificate.CertificateMaker;
import dev.skep.issuer.x509.internal.certificate.SubjectName;
import dev.skep.issuer.x509.internal.list.RevocationLists;
import dev.skep.issuer.x509.internal.list.RevocationLists.Surroundings;
import java.nio.file.Files;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certification authority with its key in this process. Thread-safe. The key is in memory as long
 * as this object is: the platform's key objects cannot be erased.
 */
public final class X509Issuer implements CertificateIssuer, RevocationListSource {
  private static final Logger LOG = LoggerFactory.getLogger(X509Issuer.class);

  private final CertificateAuthority ca;
  private final CertificateMaker certificates;
  private final RevocationLists lists;

  private X509Issuer(
      CertificateAuthority ca, CertificateMaker certificates, RevocationLists lists) {
    this.ca = ca;
    this.certificates = certificates;
    this.lists = lists;
  }

  /**
   * Opens the CA; makes it first, where it is absent and the settings allow that.
   *
   * @param register where revocations are, asked for each list; empty while there is none
   * @throws SettingsException if the CA cannot be used; the message says why and what to do
   */
  public static X509Issuer open(
      IssuerSettings settings,
      Supplier<Optional<CertificateRegister>> register,
      Clock clock,
      SecureRandom random)
      throws SettingsException {
    Provider engine = new BouncyCastleProvider();
    Provider keyStores = keyStores();
    CaSettings place = settings.ca();
    Instant now = clock.instant();
    if (place.creation().allowed() && Files.notExists(place.file())) {
      Instant notBefore =
          now.minus(settings.certificates().backdating()).truncatedTo(ChronoUnit.SECONDS);
      new CaCreation(place, keyStores, engine, random).make(nameOf(place), notBefore);
      LOG.warn(
          "made a self-signed CA in {}; it is for demonstrations and tests only", place.file());
    }
    CertificateAuthority ca =
        new CaFile(place.file(), keyStores, engine).read(place.passwordFile(), now);
    return new X509Issuer(
        ca,
        new CertificateMaker(ca, settings.certificates(), clock, random),
        new RevocationLists(ca, settings.lists(), new Surroundings(register, clock), random));
  }

  @Override
  public List<Bytes> issue(CertificateRequest request) throws IssuanceException {
    return certificates.make(request);
  }

  @Override
  public Bytes revocationList() throws IssuanceException {
    return lists.current();
  }

  @Override
  public Bytes caCertificate() {
    return ca.chain().get(0);
  }

  /** The CA's name and end, for the log. */
  String description() {
    return ca.name() + ", until " + ca.notAfter();
  }

  private static X500Name nameOf(CaSettings settings) throws SettingsException {
    try {
      return SubjectName.parse(settings.creation().subject());
    } catch (IssuanceException e) {
      throw new SettingsException("create.subject", String.valueOf(e.getMessage()), e);
    }
  }

  /** The JDK's: what Bouncy Castle writes is encrypted with what is no longer state of the art. */
  private static Provider keyStores() {
    try {
      return new JcaEngines().select(List.of(JcaEngines.JDK), "KeyStore", "PKCS12");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform reads PKCS#12", e);
    }
  }
}
