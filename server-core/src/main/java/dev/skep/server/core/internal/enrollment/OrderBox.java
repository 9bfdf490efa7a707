package dev.skep.server.core.internal.enrollment;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.issuer.EnrollmentTerms;
import dev.skep.api.issuer.ProvisioningOrder;
import dev.skep.api.issuer.ProvisioningOrder.Item;
import dev.skep.protocol.LengthPrefixed;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import dev.skep.server.core.internal.seal.BoxReader;
import dev.skep.server.core.internal.seal.BoxWriter;
import dev.skep.server.core.internal.seal.StoreSealer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An order at rest: all of it, so that plans may change meanwhile, and sealed together with the
 * terms of its enrolment: with another account, device, code or end it does not open.
 */
final class OrderBox {
  private static final long FORM = 1;
  private static final CborLimits LIMITS = CborLimits.DEFAULT;

  private final StoreSealer sealer;

  OrderBox(StoreSealer sealer) {
    this.sealer = sealer;
  }

  /**
   * Seals an order.
   *
   * @param terms without the order
   * @param order read, not kept
   * @return the terms with the order
   */
  EnrollmentTerms seal(EnrollmentTerms terms, PlannedOrder order) {
    try (BoxWriter box = new BoxWriter()) {
      box.add(FORM);
      box.add(
          new ProvisioningRequest(Optional.empty(), order.keys(), "", Bytes.EMPTY, Optional.empty())
              .encode());
      order.order().items().forEach(item -> OrderItems.write(box, item));
      try (SecretBytes content = box.join()) {
        Bytes sealed = sealer.seal(context(terms), content);
        return new EnrollmentTerms(
            terms.id(),
            terms.account(),
            terms.plan(),
            terms.codeHash(),
            sealed,
            terms.device(),
            terms.createdAt(),
            terms.expiresAt());
      }
    }
  }

  /**
   * Opens an order.
   *
   * @return the caller closes it; empty if it was not sealed with these terms under this key
   */
  Optional<PlannedOrder> open(EnrollmentTerms terms) {
    Optional<SecretBytes> content = sealer.open(context(terms), terms.sealedOrder());
    if (content.isEmpty()) {
      return Optional.empty();
    }
    List<Item> items = new ArrayList<>();
    try (SecretBytes opened = content.get();
        BoxReader box = new BoxReader(opened)) {
      if (box.number() != FORM) {
        throw new IllegalStateException("an order of a newer server; update this one");
      }
      ProvisioningRequest keys = ProvisioningRequest.decode(box.bytes(), LIMITS);
      while (box.hasMore()) {
        items.add(OrderItems.read(box));
      }
      return Optional.of(new PlannedOrder(keys.keys(), new ProvisioningOrder(items)));
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("an order that was sealed here does not parse", e);
    }
  }

  private static String context(EnrollmentTerms terms) {
    Bytes fields =
        new LengthPrefixed()
            .add(Bytes.utf8(terms.id()))
            .add(Bytes.utf8(terms.account()))
            .add(Bytes.utf8(terms.plan()))
            .add(terms.codeHash())
            .add(Bytes.utf8(terms.device().orElse("")))
            .addSequence(terms.expiresAt().getEpochSecond())
            .join();
    return "enrolment order " + Transcript.digest("SHA-256", fields).toHex();
  }
}
