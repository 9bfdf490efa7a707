package dev.skep.api.se;

import dev.skep.api.Bytes;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** An SE whose maker can still put its attestation key and certificate chain; once, then locked. */
@ConsumerType
public interface PersonalizableSecurityElement extends SecurityElement {
  /**
   * Makes the attestation key inside the SE, in place of one that has no certificate yet.
   *
   * @param attestation the scheme, for example {@code ES256}
   * @return the public key, SPKI in DER, for the device CA
   * @throws SecurityElementException with {@code REFUSED} if the SE is personalised or does not
   *     have the scheme
   */
  Bytes createAttestationKey(String attestation) throws SecurityElementException;

  /**
   * Installs the device CA's chain for that key and locks the SE for good.
   *
   * @param chain X.509 in DER, leaf first
   * @throws SecurityElementException with {@code REFUSED} if there is no key, the leaf is for
   *     another key, or the SE is personalised
   */
  void installCertificateChain(List<Bytes> chain) throws SecurityElementException;
}
