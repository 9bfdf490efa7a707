package dev.skep.server.core.internal.enrollment;

import dev.skep.api.issuer.ProvisioningOrder;
import dev.skep.api.provisioning.KeyTerms;
import java.util.List;

/**
 * What one enrolment provisions: the plan with its account and values in place. A certificate for a
 * key that is not among the keys is a renewal. Closing it erases its secrets.
 *
 * @param keys what the SE makes
 * @param order what the server does
 */
record PlannedOrder(List<KeyTerms> keys, ProvisioningOrder order) implements AutoCloseable {
  /** Copies the list; the order is taken over. */
  PlannedOrder {
    keys = List.copyOf(keys);
  }

  /** Whether an earlier session made a key. */
  boolean isEarlier(String keyId) {
    return keys.stream().noneMatch(key -> key.id().equals(keyId));
  }

  @Override
  public void close() {
    order.close();
  }

  /** Shows how much it is, and no value. */
  @Override
  public String toString() {
    return "PlannedOrder[" + keys.size() + " keys, " + order.items().size() + " items]";
  }
}
