package dev.skep.server.core.internal.session;

import dev.skep.api.SecretBytes;
import dev.skep.api.issuer.ProvisioningOrder;
import dev.skep.api.issuer.ProvisioningOrder.Certify;
import dev.skep.api.issuer.ProvisioningOrder.DefinePin;
import dev.skep.api.issuer.ProvisioningOrder.DefinePuk;
import dev.skep.api.issuer.ProvisioningOrder.Delete;
import dev.skep.api.issuer.ProvisioningOrder.ImportSecret;
import dev.skep.api.issuer.ProvisioningOrder.Item;
import dev.skep.api.issuer.ProvisioningOrder.Unblock;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds orders that no SE would obey, before anything is issued or sent. They are the issuer's own
 * fault, so the peer is told that the server is unavailable. Not thread-safe.
 */
final class OrderCheck {
  /** The most items of an order; {@code commit} and the limit of a message leave room for them. */
  static final int MAX_ITEMS = 250;

  private static final int SMALLEST_RECORD = 32;

  private final ProvisioningRequest request;
  private final int maximumBytes;
  private final long maximumItems;
  private final Set<String> keys = new HashSet<>();
  private final Set<String> objects = new HashSet<>();
  private final Set<String> certified = new HashSet<>();
  private int bytes;

  /**
   * Makes a check.
   *
   * @param request that the order belongs to
   * @param maximumBytes the longest message; certificates are not here yet to be counted
   * @param maximumRecords how many records the session's key may protect
   */
  OrderCheck(ProvisioningRequest request, int maximumBytes, long maximumRecords) {
    this.request = request;
    this.maximumBytes = maximumBytes;
    this.maximumItems = Math.min(MAX_ITEMS, maximumRecords - 1);
    request.keys().forEach(key -> keys.add(key.id()));
  }

  /** Checks a whole order; its secrets are read, not kept. */
  void check(ProvisioningOrder order) throws Refusal {
    require(
        order.items().size() <= maximumItems,
        "M-12",
        "it has more than " + maximumItems + " items");
    for (Item item : order.items()) {
      bytes += SMALLEST_RECORD;
      check(item);
    }
    require(bytes <= maximumBytes, "M-2", "it takes more than " + maximumBytes + " bytes");
  }

  private void check(Item item) throws Refusal {
    if (item instanceof DefinePuk puk) {
      once(puk.terms().id());
      fits(puk.terms().policy(), puk.value(), puk.terms().id());
    } else if (item instanceof DefinePin pin) {
      once(pin.terms().id());
      if (pin.value().isPresent()) {
        fits(pin.terms().policy(), pin.value().get(), pin.terms().id());
      }
    } else if (item instanceof ImportSecret secret) {
      once(secret.terms().id());
      checkLength(secret);
    } else if (item instanceof Unblock unblock) {
      once(unblock.pinId());
      needsAuthority(unblock.pinId());
      if (unblock.value().isPresent()) {
        checkLength(unblock.pinId(), unblock.value().get());
      }
    } else if (item instanceof Delete delete) {
      once(delete.id());
      needsAuthority(delete.id());
    } else if (item instanceof Certify certify) {
      check(certify);
    }
  }

  private void check(Certify certify) throws Refusal {
    String id = certify.keyId();
    require(certified.add(id), "D-1", "it certifies key '" + id + "' twice");
    require(!objects.contains(id), "D-1", "it has another use for the key's id '" + id + "'");
    boolean made = keys.contains(id);
    require(
        made != certify.earlierKey().isPresent(),
        "D-9",
        "key '" + id + (made ? "' is made in this session and also given" : "' is not there"));
    if (!made) {
      needsAuthority(id);
    }
  }

  private void once(String id) throws Refusal {
    require(
        objects.add(id) && !keys.contains(id) && !certified.contains(id),
        "D-1",
        "it names '" + id + "' twice");
  }

  /** Without a management key an SE refuses, so nothing need be tried (spec rule D-11). */
  private void needsAuthority(String id) throws Refusal {
    require(
        request.managementKey().isPresent(),
        "D-11",
        "it changes '" + id + "' of an earlier session, and the request has no management key");
  }

  private void fits(PinPolicy policy, SecretBytes value, String id) throws Refusal {
    bytes += value.length();
    require(policy.allows(value), "D-3", "the value of '" + id + "' does not fit its policy");
  }

  private static void checkLength(String id, SecretBytes value) throws Refusal {
    require(
        value.length() >= PinPolicy.SHORTEST && value.length() <= PinPolicy.LONGEST,
        "D-3",
        "the value of '" + id + "' fits no policy");
  }

  private void checkLength(ImportSecret secret) throws Refusal {
    bytes += secret.value().length();
    require(
        secret.terms().allows(secret.value()),
        "D-8",
        "the value of '" + secret.terms().id() + "' does not fit its type");
  }

  private static void require(boolean fits, String rule, String fault) throws Refusal {
    if (!fits) {
      throw Refusal.unavailable(rule, "the order cannot be sent: " + fault);
    }
  }
}
