package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether somebody may enrol: the binding of a session to an account. The attested session
 * itself proves a genuine SE, not whose it is.
 */
@ConsumerType
public interface EnrollmentAuthority {
  /**
   * Checks a one-time code for a session that is about to be offered.
   *
   * @param code what the holder typed, UTF-8; empty if none was given; read, not kept
   * @param sessionId of the offer
   */
  EnrollmentDecision authorize(Optional<SecretBytes> code, Bytes sessionId);

  /**
   * Says what to provision, now that a genuine SE has attested the session.
   *
   * @return the order, or that this device may not
   * @throws StoreException if it cannot be said now
   */
  default ProvisioningDecision provision(AttestedSession session) throws StoreException {
    return new ProvisioningDecision.Granted(ProvisioningOrder.nothing());
  }

  /**
   * Takes note of what is about to be sent to the SE, durably.
   *
   * @param certificates what was issued in this session
   * @return false if the session may not go on
   * @throws StoreException if it may not have been noted
   */
  default boolean begin(AttestedSession session, List<IssuedCertificate> certificates)
      throws StoreException {
    return true;
  }

  /**
   * Takes note that the SE has committed, durably. May be repeated.
   *
   * @return false if another session took this one's place meanwhile
   * @throws StoreException if it may not have been noted
   */
  default boolean complete(AttestedSession session) throws StoreException {
    return true;
  }
}
