package dev.skep.issuer.x509.internal;

import dev.skep.api.SettingsException;
import dev.skep.issuer.x509.internal.ca.CaKeyType;
import dev.skep.issuer.x509.internal.ca.CaSettings;
import dev.skep.issuer.x509.internal.certificate.CertificateTerms;
import dev.skep.issuer.x509.internal.list.ListTerms;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * The checked settings; see {@link IssuerConfiguration} for what each one does.
 *
 * @param ca where the CA is
 * @param certificates what is the same in all certificates
 * @param lists how long revocation lists are good
 */
public record IssuerSettings(CaSettings ca, CertificateTerms certificates, ListTerms lists) {
  private static final String DATA_PROPERTY = "skep.data";
  private static final int LONGEST_URL = 1024;

  /**
   * Checks a configuration.
   *
   * @throws SettingsException if a setting cannot be used; the message names it
   */
  static IssuerSettings of(IssuerConfiguration configuration) throws SettingsException {
    Duration backdating =
        Duration.ofSeconds(
            number("backdating.seconds", configuration.backdating_seconds(), 0, 86_400));
    return new IssuerSettings(
        ca(configuration),
        new CertificateTerms(
            url("crl.url", configuration.crl_url().strip()),
            oid("policy.oid", configuration.policy_oid().strip()),
            backdating,
            Duration.ofDays(
                number("longest.validity.days", configuration.longest_validity_days(), 1, 36_500))),
        new ListTerms(
            Duration.ofMinutes(
                number("crl.validity.minutes", configuration.crl_validity_minutes(), 2, 525_600)),
            backdating));
  }

  private static CaSettings ca(IssuerConfiguration configuration) throws SettingsException {
    return new CaSettings(
        path("file", configuration.file()),
        path("password.file", configuration.password_file()),
        new CaSettings.Creation(
            configuration.create(),
            configuration.create_subject(),
            CaKeyType.named("create.key", configuration.create_key().strip())));
  }

  /** A relative path is below the data folder, else below the current one. */
  private static Path path(String setting, String text) throws SettingsException {
    if (text.isBlank()) {
      throw new SettingsException(setting, "is empty; set it");
    }
    return Path.of(System.getProperty(DATA_PROPERTY, "")).resolve(text.strip());
  }

  private static int number(String setting, int value, int least, int most)
      throws SettingsException {
    if (value < least || value > most) {
      throw new SettingsException(
          setting, "must be from %d to %d, not %d".formatted(least, most, value));
    }
    return value;
  }

  private static Optional<String> url(String setting, String text) throws SettingsException {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI url = new URI(text);
      boolean http = "http".equalsIgnoreCase(url.getScheme());
      boolean https = "https".equalsIgnoreCase(url.getScheme());
      boolean ascii = text.chars().allMatch(character -> character > ' ' && character < 0x7f);
      if ((http || https) && url.getHost() != null && ascii && text.length() <= LONGEST_URL) {
        return Optional.of(text);
      }
    } catch (URISyntaxException e) {
      // Told below, with what is wanted.
    }
    throw new SettingsException(setting, "must be an http or https URL in ASCII, or empty");
  }

  private static Optional<ASN1ObjectIdentifier> oid(String setting, String text)
      throws SettingsException {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    ASN1ObjectIdentifier oid = ASN1ObjectIdentifier.tryFromID(text);
    if (oid == null) {
      throw new SettingsException(setting, "must be an OID in numbers with dots, or empty");
    }
    return Optional.of(oid);
  }
}
