package dev.skep.server.core.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Which device makers are trusted; PID {@value #PID}. */
@ObjectClassDefinition(
    name = "SKEP device trust",
    description =
        "Which makers' devices are genuine. Certificates and lists are read again within a second "
            + "after a file changed. Addresses in certificates are never fetched.")
@interface TrustConfiguration {
  String PID = "dev.skep.server.trust";

  @AttributeDefinition(
      name = "Device CAs",
      description =
          "Directory of trusted device CA certificates (*.pem, *.crt, *.cer); made if absent. A "
              + "relative path is below the data folder. Empty directory: no device is trusted.")
  String anchors_directory() default "trust/anchors";

  @AttributeDefinition(
      name = "Revocation lists",
      description = "Directory of full CRLs (*.crl), PEM or DER; made if absent.")
  String crl_directory() default "trust/crls";

  @AttributeDefinition(
      name = "Revocation",
      description =
          "require: every certificate below a device CA needs a fresh list; if-present: a list "
              + "that is there must be fresh; off: lists are not looked at.")
  String crl_mode() default "if-present";

  @AttributeDefinition(
      name = "Clock skew",
      description = "Seconds by which clocks may differ, 0 to 86400.",
      min = "0",
      max = "86400")
  int clock_skew_seconds() default 300;

  @AttributeDefinition(name = "Longest chain", description = "In certificates, 1 to 8.")
  int chain_maximum() default 8;

  @AttributeDefinition(name = "Longest certificate", description = "In bytes, 1024 to 65536.")
  int certificate_maximum_bytes() default 8192;

  @AttributeDefinition(
      name = "Extended key usage",
      description = "OID that a device certificate must list; empty for none.")
  String leaf_extended_key_usage() default "";

  @AttributeDefinition(
      name = "Certificate policy",
      description = "OID that a device certificate must list; empty for none.")
  String leaf_policy() default "";

  @AttributeDefinition(
      name = "Certificates without expiry",
      description = "Whether device certificates that end at 99991231235959Z are taken.")
  boolean leaf_allow_no_expiry() default false;

  @AttributeDefinition(
      name = "Initial policy set",
      description =
          "OIDs, with commas, of certificate policies (RFC 5280 6.1.1): a whole chain must be valid "
              + "for one of them; empty for any or none.")
  String policy_initial_set() default "";

  @AttributeDefinition(
      name = "Explicit policy",
      description =
          "Whether a chain must be valid for some policy, where policy.initial.set is empty.")
  boolean policy_initial_explicit() default false;

  @AttributeDefinition(
      name = "No policy mapping",
      description = "Whether a policy that a CA maps to another is lost with it.")
  boolean policy_initial_mapping_inhibit() default false;

  @AttributeDefinition(
      name = "No any-policy",
      description = "Whether anyPolicy in a certificate stands for no policy at all.")
  boolean policy_initial_any_inhibit() default false;

  @AttributeDefinition(
      name = "Engines",
      description =
          "JCA engines for the signature of a device certificate, the best first: BC, JDK, …")
  String[] engine_certificates() default {"BC", "JDK"};

  @AttributeDefinition(
      name = "Remembered devices",
      description = "How many verified chains are remembered, 0 to 1000000.")
  int remembered_devices() default 10_000;
}
