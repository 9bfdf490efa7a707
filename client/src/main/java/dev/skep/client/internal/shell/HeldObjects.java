package dev.skep.client.internal.shell;

import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.ProvisionedSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.client.internal.Printable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a security element holds, as a person names it.
 *
 * @param id of the element
 * @param element that holds them
 * @param objects sorted by name
 */
record HeldObjects(String id, ProvisionedSecurityElement element, List<ProvisionedObject> objects) {
  /** Asks the element. */
  static HeldObjects of(PresentElements.Present present) throws CommandFailedException {
    if (!canHold(present.element())) {
      throw new CommandFailedException(
          "SE " + Printable.of(present.id()) + " has no objects for its holder to use");
    }
    ProvisionedSecurityElement element = (ProvisionedSecurityElement) present.element();
    try {
      return new HeldObjects(present.id(), element, element.objects());
    } catch (SecurityElementException e) {
      throw failed(present.id(), e);
    }
  }

  static boolean canHold(SecurityElement element) {
    return element instanceof ProvisionedSecurityElement;
  }

  static CommandFailedException failed(String id, SecurityElementException e) {
    return new CommandFailedException("SE " + Printable.of(id) + ": " + Printable.of(e));
  }

  <T extends ProvisionedObject> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /**
   * The object with a name: the full one, or the id where only one issuer has it.
   *
   * @param what the kind for people, for example {@code key}
   */
  <T extends ProvisionedObject> T find(Class<T> kind, String what, String name)
      throws CommandFailedException {
    List<T> found =
        all(kind).stream()
            .filter(one -> one.name().toString().equals(name) || one.name().id().equals(name))
            .toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    String names = names(found.isEmpty() ? all(kind) : found);
    throw new CommandFailedException(
        found.isEmpty()
            ? "there is no %s %s in %s; there is %s"
                .formatted(what, Printable.of(name), Printable.of(id), names)
            : "several issuers have a %s %s; choose one: %s"
                .formatted(what, Printable.of(name), names));
  }

  private static String names(List<? extends ProvisionedObject> objects) {
    return objects.isEmpty()
        ? "none"
        : objects.stream().map(one -> one.name().toString()).collect(Collectors.joining(", "));
  }
}
