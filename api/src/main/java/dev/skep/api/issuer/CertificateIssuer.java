package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Certifies public keys that were attested in a session. Thread-safe.
 *
 * <p>It certifies what it is given: that the key was made inside a genuine SE is the caller's
 * check, before.
 */
@ConsumerType
public interface CertificateIssuer {
  /**
   * Issues one certificate.
   *
   * @return the chain, X.509 in DER, leaf first
   * @throws IssuanceException if the CA refuses or cannot be reached
   */
  List<Bytes> issue(CertificateRequest request) throws IssuanceException;
}
