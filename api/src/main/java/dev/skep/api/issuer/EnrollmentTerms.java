package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import java.time.Instant;
import java.util.Optional;

/**
 * What an issuer fixed when it allowed an enrolment.
 *
 * @param id unique, the public first part of the code: 1 to 32 capital letters and digits
 * @param account whose it is, up to 128 bytes of UTF-8
 * @param plan the plan's name
 * @param codeHash 32 bytes; the code itself is kept nowhere
 * @param sealedOrder what to provision, sealed by the server; opaque to a store
 * @param device SHA-256 of the only device certificate that may use it, in hexadecimal, if one is
 *     fixed
 * @param createdAt when it was allowed
 * @param expiresAt from then on it allows nothing
 */
public record EnrollmentTerms(
    String id,
    String account,
    String plan,
    Bytes codeHash,
    Bytes sealedOrder,
    Optional<String> device,
    Instant createdAt,
    Instant expiresAt) {
  /** Checks the sizes. */
  public EnrollmentTerms {
    if (!id.matches("[A-Z0-9]{1,32}") || codeHash.length() != 32) {
      throw new IllegalArgumentException("an enrolment has an id and a hash of 32 bytes");
    }
  }

  /** Shows neither the hash nor the order. */
  @Override
  public String toString() {
    return "EnrollmentTerms[" + id + " of plan " + plan + "]";
  }
}
