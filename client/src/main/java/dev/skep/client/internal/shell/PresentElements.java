package dev.skep.client.internal.shell;

import dev.skep.api.se.SecurityElement;
import dev.skep.client.internal.Printable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The security elements that are present now. Thread-safe. */
final class PresentElements {
  /**
   * One of them.
   *
   * @param id by which it is chosen
   * @param element the service
   */
  record Present(String id, SecurityElement element) {}

  private final List<Present> present = new CopyOnWriteArrayList<>();

  void add(String id, SecurityElement element) {
    present.add(new Present(id, element));
  }

  void remove(SecurityElement element) {
    present.removeIf(known -> known.element() == element);
  }

  List<Present> sorted() {
    return present.stream().sorted(Comparator.comparing(Present::id)).toList();
  }

  /**
   * The one with an id, or where none is named the only one.
   *
   * @throws CommandFailedException if there is no such one, or there are several
   */
  Present choose(Optional<String> id) throws CommandFailedException {
    List<Present> now = sorted();
    if (now.isEmpty()) {
      throw new CommandFailedException(
          "no security element is present; insert a card or configure a software SE, then see"
              + " skep:se");
    }
    List<Present> chosen =
        now.stream().filter(known -> id.map(known.id()::equals).orElse(true)).toList();
    if (chosen.isEmpty()) {
      throw new CommandFailedException(
          "no security element "
              + Printable.of(id.orElse(""))
              + " is present; there is "
              + names(now));
    }
    if (chosen.size() > 1) {
      throw new CommandFailedException(
          "several security elements are present; choose one with --se: " + names(chosen));
    }
    return chosen.get(0);
  }

  private static String names(List<Present> elements) {
    return Printable.of(elements.stream().map(Present::id).collect(Collectors.joining(", ")));
  }
}
