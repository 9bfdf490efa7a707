package dev.skep.client.internal.shell;

import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.ProvisionedObject.Key;
import dev.skep.api.se.ProvisionedObject.Pin;
import dev.skep.api.se.ProvisionedObject.Puk;
import dev.skep.api.se.ProvisionedObject.Secret;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code skep:objects} and {@code skep:keys}: what a security element holds. */
final class ObjectTable {
  private ObjectTable() {}

  static void printAll(HeldObjects held, PrintStream out) {
    if (held.objects().isEmpty()) {
      out.println("nothing was put into this security element yet; see skep:enrol");
      return;
    }
    Table table = new Table(4).row("NAME", "KIND", "STATE", "TERMS");
    held.objects().forEach(object -> add(table, object));
    table.print(out);
  }

  static void printKeys(HeldObjects held, PrintStream out) {
    List<Key> keys = held.all(Key.class);
    if (keys.isEmpty()) {
      out.println("no key was made in this security element yet; see skep:enrol");
      return;
    }
    Table table = new Table(6).row("NAME", "ALGORITHM", "USAGES", "PIN", "LABEL", "CERTIFICATE");
    for (Key key : keys) {
      KeyTerms terms = key.terms();
      table.row(
          key.name().toString(),
          terms.algorithm(),
          usages(terms),
          terms.pinId().orElse("none"),
          terms.label(),
          certificate(key));
    }
    table.print(out);
  }

  private static void add(Table table, ProvisionedObject object) {
    String name = object.name().toString();
    if (object instanceof Pin pin) {
      String unblocked = pin.terms().pukId().map(puk -> ", unblocked by " + puk).orElse("");
      table.row(name, "PIN", state(pin), terms(pin.terms().policy()) + unblocked);
    } else if (object instanceof Puk puk) {
      table.row(name, "PUK", tries(puk.triesLeft()), terms(puk.terms().policy()));
    } else if (object instanceof Key key) {
      String state = key.certificateChain().isEmpty() ? "no certificate" : "certified";
      KeyTerms terms = key.terms();
      table.row(name, "key", state, terms.algorithm() + behind(terms.pinId()) + terms.label());
    } else if (object instanceof Secret secret) {
      table.row(
          name,
          "secret",
          "",
          secret.terms().type() + behind(secret.terms().pinId()) + secret.terms().label());
    }
  }

  private static String behind(Optional<String> pin) {
    return pin.map(id -> ", behind " + id + ", ").orElse(", without PIN, ");
  }

  private static String state(Pin pin) {
    return pin.isSet() ? tries(pin.triesLeft()) : "not set";
  }

  private static String tries(int left) {
    return left == 0 ? "blocked" : left + (left == 1 ? " try left" : " tries left");
  }

  /** What a value must look like. */
  static String terms(PinPolicy policy) {
    return policy.minimumLength() == policy.maximumLength()
        ? "%s, %d characters".formatted(policy.format().text(), policy.minimumLength())
        : "%s, %d to %d characters"
            .formatted(policy.format().text(), policy.minimumLength(), policy.maximumLength());
  }

  private static String usages(KeyTerms terms) {
    return terms.usages().stream().map(KeyUsage::text).sorted().collect(Collectors.joining(" "));
  }

  private static String certificate(Key key) {
    return key.certificateChain().isEmpty()
        ? "none"
        : CertificateText.of(key.certificateChain().get(0)).inOneLine();
  }
}
