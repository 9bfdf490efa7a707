package dev.skep.api.issuer;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What was certified in sessions ({@link EnrollmentStore} enters it) and what of it was revoked.
 * Thread-safe, also over all nodes that share the store.
 */
@ConsumerType
public interface CertificateRegister {
  /**
   * Finds a certificate.
   *
   * @param serialNumber in lower-case hexadecimal without leading zeros
   * @throws StoreException if the store cannot say
   */
  Optional<CertificateEntry> find(String serialNumber) throws StoreException;

  /**
   * An account's newest active certificate of a key.
   *
   * @throws StoreException if the store cannot say
   */
  Optional<CertificateEntry> newest(String account, String keyId) throws StoreException;

  /**
   * The newest certificates, the newest first.
   *
   * @param account whose, or empty for everybody's
   * @param limit how many at the most
   * @throws StoreException if the store cannot say
   */
  List<CertificateEntry> list(Optional<String> account, int limit) throws StoreException;

  /**
   * Revokes a certificate for good.
   *
   * @return false if there is none or it is revoked already
   * @throws StoreException if it may not have been done
   */
  boolean revoke(String serialNumber, RevocationReason reason) throws StoreException;

  /**
   * All revoked certificates that are not expired, in the order of their serial numbers.
   *
   * @throws StoreException if the store cannot say
   */
  List<CertificateEntry> revoked() throws StoreException;
}
