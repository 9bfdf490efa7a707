package dev.skep.client.internal.shell;

import dev.skep.api.se.SecurityElement;
import dev.skep.client.internal.Printable;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
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

  private static final long FURTHER_MILLIS = 200;

  private final List<Present> present = new CopyOnWriteArrayList<>();

  synchronized void add(String id, SecurityElement element) {
    present.add(new Present(id, element));
    notifyAll();
  }

  synchronized void remove(SecurityElement element) {
    present.removeIf(known -> known.element() == element);
  }

  /**
   * Waits until an element is there; where none is named until no further one comes, so that the
   * first of several is not taken for the only one.
   *
   * @return whether one is there
   */
  synchronized boolean await(Optional<String> id, Duration patience) throws InterruptedException {
    long endNanos = System.nanoTime() + patience.toNanos();
    while (present.stream().noneMatch(known -> fits(known, id))) {
      long left = endNanos - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    int before = 0;
    while (id.map(PresentElements::isScheme).orElse(true) && before < present.size()) {
      before = present.size();
      wait(FURTHER_MILLIS);
    }
    return true;
  }

  /** A scheme such as {@code pcsc:} fits all elements of that kind. */
  private static boolean fits(Present known, Optional<String> id) {
    return id.map(name -> isScheme(name) ? known.id().startsWith(name) : known.id().equals(name))
        .orElse(true);
  }

  private static boolean isScheme(String id) {
    return id.endsWith(":");
  }

  List<Present> sorted() {
    return present.stream().sorted(Comparator.comparing(Present::id)).toList();
  }

  /**
   * The one with an id, or where none or only a scheme such as {@code pcsc:} is named the only one.
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
    List<Present> chosen = now.stream().filter(known -> fits(known, id)).toList();
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
