package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
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
}
