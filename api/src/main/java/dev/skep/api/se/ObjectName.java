package dev.skep.api.se;

import dev.skep.api.provisioning.ObjectIds;

/**
 * What a committed object is called in its SE: the id that its issuer gave it, within that issuer's
 * domain.
 *
 * @param domain the first 8 hexadecimal digits of the domain (spec rule D-4), or as many more as it
 *     takes to tell the domains of this SE apart
 * @param id as {@link ObjectIds}
 */
public record ObjectName(String domain, String id) {
  /** Checks the parts. */
  public ObjectName {
    if (!domain.matches("[0-9a-f]{8,64}")) {
      throw new IllegalArgumentException("a domain is 8 to 64 hexadecimal digits");
    }
    ObjectIds.check(id);
  }

  /** {@code domain/id}. */
  @Override
  public String toString() {
    return domain + "/" + id;
  }
}
