package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate as it stands in the register.
 *
 * @param issued what was issued
 * @param account whose it is
 * @param sessionId in which session its key was attested
 * @param status how it stands
 * @param revocation when and why it was revoked, if it was
 */
public record CertificateEntry(
    IssuedCertificate issued,
    String account,
    Bytes sessionId,
    Status status,
    Optional<Revocation> revocation) {
  /** How a certificate stands. */
  public enum Status {
    /** Its session is under way; nobody may rely on it yet. */
    PENDING,
    /** Its session is complete. */
    ACTIVE,
    /** It is on the revocation list until it expires. */
    REVOKED
  }

  /**
   * A revocation.
   *
   * @param at when
   * @param reason why
   */
  public record Revocation(Instant at, RevocationReason reason) {}
}
