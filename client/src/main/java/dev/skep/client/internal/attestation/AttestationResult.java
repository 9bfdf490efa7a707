package dev.skep.client.internal.attestation;

import dev.skep.protocol.provisioning.KeyStatement;
import java.security.cert.X509Certificate;

/** What an attestation is worth. */
public sealed interface AttestationResult {
  /**
   * The key was made inside a genuine SE and is not exportable.
   *
   * @param statement what the SE says of the key
   * @param device the certificate of the SE
   */
  record Genuine(KeyStatement statement, X509Certificate device) implements AttestationResult {}

  /**
   * It proves nothing.
   *
   * @param rule of the specification
   * @param reason for a person
   */
  record Rejected(String rule, String reason) implements AttestationResult {}
}
