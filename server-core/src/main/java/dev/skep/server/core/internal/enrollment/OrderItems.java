package dev.skep.server.core.internal.enrollment;

import dev.skep.api.SecretBytes;
import dev.skep.api.issuer.ProvisioningOrder.Certify;
import dev.skep.api.issuer.ProvisioningOrder.DefinePin;
import dev.skep.api.issuer.ProvisioningOrder.DefinePuk;
import dev.skep.api.issuer.ProvisioningOrder.Delete;
import dev.skep.api.issuer.ProvisioningOrder.ImportSecret;
import dev.skep.api.issuer.ProvisioningOrder.Item;
import dev.skep.api.issuer.ProvisioningOrder.Unblock;
import dev.skep.api.provisioning.PinFormat;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.server.core.internal.seal.BoxReader;
import dev.skep.server.core.internal.seal.BoxWriter;
import java.time.Duration;
import java.util.Optional;

/** The items of an order as fields of a box: first a word for what it is, then its parts. */
final class OrderItems {
  private OrderItems() {}

  static void write(BoxWriter box, Item item) {
    if (item instanceof DefinePuk puk) {
      box.add("puk").add(puk.terms().id());
      write(box, puk.terms().policy());
      box.add(puk.value());
    } else if (item instanceof DefinePin pin) {
      box.add("pin").add(pin.terms().id()).add(pin.terms().pukId().orElse(""));
      write(box, pin.terms().policy());
      write(box, pin.value());
    } else if (item instanceof ImportSecret secret) {
      SecretTerms terms = secret.terms();
      box.add("secret").add(terms.id()).add(terms.type()).add(terms.pinId().orElse(""));
      box.add(terms.label()).add(secret.value());
    } else if (item instanceof Certify certify) {
      box.add("certify").add(certify.keyId()).add(certify.subject());
      box.add(certify.validity().toSeconds());
    } else if (item instanceof Unblock unblock) {
      box.add("unblock").add(unblock.pinId());
      write(box, unblock.value());
    } else {
      box.add("delete").add(((Delete) item).id());
    }
  }

  private static void write(BoxWriter box, PinPolicy policy) {
    box.add(policy.format().code());
    box.add(policy.minimumLength()).add(policy.maximumLength()).add(policy.tries());
  }

  /** No value of a PIN is empty, so that an empty field says that there is none. */
  private static void write(BoxWriter box, Optional<SecretBytes> value) {
    if (value.isPresent()) {
      box.add(value.get());
    } else {
      box.add("");
    }
  }

  static Item read(BoxReader box) {
    String what = box.text();
    String id = box.text();
    return switch (what) {
      case "puk" -> new DefinePuk(new PukTerms(id, policy(box)), box.secret());
      case "pin" -> {
        Optional<String> puk = optional(box.text());
        yield new DefinePin(new PinTerms(id, policy(box), puk), value(box));
      }
      case "secret" ->
          new ImportSecret(
              new SecretTerms(id, box.text(), optional(box.text()), box.text()), box.secret());
      case "certify" ->
          new Certify(id, box.text(), Duration.ofSeconds(box.number()), Optional.empty());
      case "unblock" -> new Unblock(id, value(box));
      case "delete" -> new Delete(id);
      default -> throw new IllegalStateException("an order has no '" + what + "'");
    };
  }

  private static PinPolicy policy(BoxReader box) {
    long code = box.number();
    for (PinFormat format : PinFormat.values()) {
      if (format.code() == code) {
        return new PinPolicy(
            format,
            Math.toIntExact(box.number()),
            Math.toIntExact(box.number()),
            Math.toIntExact(box.number()));
      }
    }
    throw new IllegalStateException("there is no format " + code);
  }

  private static Optional<String> optional(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Optional<SecretBytes> value(BoxReader box) {
    SecretBytes value = box.secret();
    return value.length() == 0 ? Optional.empty() : Optional.of(value);
  }
}
