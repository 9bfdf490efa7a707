package dev.skep.api.provisioning;

import java.util.Optional;

/**
 * A PIN without its value.
 *
 * @param id as {@link ObjectIds}
 * @param policy what it must look like
 * @param pukId the PUK that unblocks it, if one does
 */
public record PinTerms(String id, PinPolicy policy, Optional<String> pukId) {
  /** Checks the ids. */
  public PinTerms {
    ObjectIds.check(id);
    pukId.ifPresent(ObjectIds::check);
  }
}
