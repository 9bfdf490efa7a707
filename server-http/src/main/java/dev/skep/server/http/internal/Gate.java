package dev.skep.server.http.internal;

import dev.skep.server.http.internal.AddressBook.Place;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in before their bodies are read: so many at once, and of each client address so
 * many at once and so often. Thread-safe.
 *
 * <p>A client of this machine itself is not counted by its address: it is the operator, or a proxy
 * that is not trusted to say for whom it asks, and thus everybody.
 */
final class Gate {
  private final Places open = new Places();
  private final AddressBook addresses;

  /**
   * Nobody is in.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  Gate(LongSupplier nanoTime) {
    addresses = new AddressBook(nanoTime);
  }

  /** What came of a request to be let in. */
  sealed interface Admission {
    /** It is in. */
    record Admitted(Visit visit) implements Admission {}

    /** It is not. */
    record Refused(Problem problem) implements Admission {}
  }

  /**
   * One request that is in. Whoever has it leaves it once.
   *
   * @param peer the client's address as digits
   * @param place among those of the address
   * @param open among those of all
   */
  record Visit(String peer, Place place, Places open) {
    /** Notes that its peer did something wrong. */
    void fault() {
      place.fault();
    }

    /** Ends it. */
    void leave() {
      place.leave();
      open.leave();
    }
  }

  /** Lets a request in, or says with which problem it is refused. */
  Admission enter(HttpServletRequest request, AddressBook.Purpose purpose, Limits limits) {
    if (!open.tryEnter(limits.maxPending())) {
      return new Admission.Refused(Problem.UNAVAILABLE);
    }
    Optional<Address> client = limits.address().proxies().client(request);
    Optional<Place> place =
        client.isEmpty() || client.get().isLoopback()
            ? Optional.of(Place.UNCOUNTED)
            : addresses.enter(client.get().client(), purpose, limits.address());
    if (place.isEmpty()) {
      open.leave();
      return new Admission.Refused(Problem.TOO_MANY);
    }
    @Nullable String remote = request.getRemoteAddr();
    String peer = client.map(Address::text).orElse(remote == null ? "" : remote);
    return new Admission.Admitted(new Visit(peer, place.get(), open));
  }
}
