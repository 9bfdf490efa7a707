package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import org.osgi.annotation.versioning.ConsumerType;

/** What relying parties need of the issuing CA; all of it is public. Thread-safe. */
@ConsumerType
public interface RevocationListSource {
  /**
   * The revocation list of now.
   *
   * @return a full CRL (RFC 5280 section 5) in DER, fresh for some time
   * @throws IssuanceException if it cannot be made now; a retry can help
   */
  Bytes revocationList() throws IssuanceException;

  /** The certificate of the CA that signs certificates and list, X.509 in DER. */
  Bytes caCertificate();
}
