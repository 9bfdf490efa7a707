package dev.skep.issuer.x509.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of PID {@value #PID}; a change makes the CA start anew. */
@ObjectClassDefinition(
    name = "SKEP certification authority",
    description =
        "Issues X.509 certificates for attested keys and the revocation list, from a CA key in a "
            + "PKCS#12 file. Without that file nothing is certified; all else works.")
public @interface IssuerConfiguration {
  /** The PID under which these settings stand. */
  String PID = "dev.skep.issuer.x509";

  /** {@code file}: where the CA's key is. */
  @AttributeDefinition(
      name = "CA file",
      description =
          "PKCS#12 with the CA's private key, its certificate and those above it, readable by this "
              + "user only. A relative path is below the data folder. Empty: no CA here.")
  String file() default "ca.p12";

  /** {@code password.file}: what the CA's file is encrypted under. */
  @AttributeDefinition(
      name = "Password file",
      description =
          "Its first line is the password of the CA file, printable ASCII; readable by this user "
              + "only. A relative path is below the data folder.")
  String password_file() default "ca.password";

  /** {@code create}: whether a CA may be made. */
  @AttributeDefinition(
      name = "Make a CA",
      description =
          "Whether a self-signed CA is made where the CA file is absent, with a random password if "
              + "there is none. For demonstrations and tests only.")
  boolean create() default false;

  /** {@code create.subject}: the name of a CA that is made. */
  @AttributeDefinition(
      name = "Name of a CA that is made",
      description = "Distinguished name, RFC 4514. Counts only when a CA is made.")
  String create_subject() default "CN=SKEP demonstration CA";

  /** {@code create.key}: the key of a CA that is made. */
  @AttributeDefinition(
      name = "Key of a CA that is made",
      description = "EC-P256, EC-P384 or RSA-3072. Counts only when a CA is made.")
  String create_key() default "EC-P256";

  /** {@code crl.validity.minutes}: how long a revocation list is good. */
  @AttributeDefinition(
      name = "Validity of revocation lists (minutes)",
      description =
          "A new list is made when something was revoked or half of this is over; 2 to 525600.",
      min = "2",
      max = "525600")
  int crl_validity_minutes() default 1440;

  /** {@code crl.url}: where certificates say that the list is. */
  @AttributeDefinition(
      name = "Address of the revocation list",
      description =
          "The http or https URL that certificates name for it, where relying parties reach "
              + "/skep/v1/crl of this server. Empty: certificates name none.")
  String crl_url() default "";

  /** {@code policy.oid}: the certificate policy. */
  @AttributeDefinition(
      name = "Certificate policy",
      description = "OID that certificates have as their policy. Empty: none.")
  String policy_oid() default "";

  /** {@code backdating.seconds}: how long before now certificates and lists begin. */
  @AttributeDefinition(
      name = "Backdating (seconds)",
      description =
          "How long before they are made certificates and lists begin, for clocks that are slow; 0 "
              + "to 86400.",
      min = "0",
      max = "86400")
  int backdating_seconds() default 300;

  /** {@code longest.validity.days}: the longest validity that may be asked for. */
  @AttributeDefinition(
      name = "Longest validity (days)",
      description =
          "A plan that asks for more is refused; what would outlive the CA's certificate is cut to "
              + "that; 1 to 36500.",
      min = "1",
      max = "36500")
  int longest_validity_days() default 1826;
}
