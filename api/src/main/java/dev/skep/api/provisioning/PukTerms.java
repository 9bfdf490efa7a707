package dev.skep.api.provisioning;

/**
 * A PUK without its value.
 *
 * @param id as {@link ObjectIds}
 * @param policy what it must look like
 */
public record PukTerms(String id, PinPolicy policy) {
  /** Checks the id. */
  public PukTerms {
    ObjectIds.check(id);
  }
}
