package dev.skep.server.http.internal;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What each client address has done of late, against limits that may change meanwhile. Thread-safe.
 *
 * <p>Its memory is bounded: an address is forgotten when nothing distinguishes it from one that was
 * never seen, and the one that was quiet for longest when there are too many. Whoever has more
 * addresses than that has more allowances than one as well, and meets the limits of all.
 */
final class AddressBook {
  /** How many addresses are remembered, about 12 MB; more only if so many have open requests. */
  static final int CAPACITY = 65_536;

  /** More than one for each that comes, so that it shrinks. */
  private static final int FORGOTTEN_AT_ONCE = 2;

  private final LongSupplier nanoTime;
  private final LinkedHashMap<Address, Tally> tallies = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Knows nobody yet.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  AddressBook(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What a request wants. */
  enum Purpose {
    /** An offer. */
    OFFER,
    /** To have a message judged. */
    MESSAGE,
    /** What the CA publishes. */
    PUBLICATION
  }

  /** The place of one request; left once, by whoever got it. */
  interface Place {
    /** One that nobody counts. */
    Place UNCOUNTED =
        new Place() {
          @Override
          public void fault() {}

          @Override
          public void leave() {}
        };

    /** Notes that the request was refused through its peer's fault. */
    void fault();

    /** Gives the place back. */
    void leave();
  }

  private static final class Tally {
    private int open;
    private long offersFullAt;
    private long faultsFullAt;

    private Tally(long now) {
      offersFullAt = now;
      faultsFullAt = now;
    }

    private boolean isAsNew(long now) {
      return open == 0 && offersFullAt - now <= 0 && faultsFullAt - now <= 0;
    }
  }

  /**
   * Lets a request in, if its address has not used up what it is allowed.
   *
   * @param client the address that is counted
   * @return empty if it has
   */
  synchronized Optional<Place> enter(Address client, Purpose purpose, AddressLimits limits) {
    long now = nanoTime.getAsLong();
    forget(now);
    Tally tally = tallies.computeIfAbsent(client, key -> new Tally(now));
    if (!allows(tally, purpose, limits, now)) {
      return Optional.empty();
    }
    tally.open++;
    if (purpose == Purpose.OFFER) {
      tally.offersFullAt = limits.offers().take(tally.offersFullAt, now);
    }
    return Optional.of(new Counted(tally, limits));
  }

  private static boolean allows(Tally tally, Purpose purpose, AddressLimits limits, long now) {
    if (limits.maxPending() != 0 && tally.open >= limits.maxPending()) {
      return false;
    }
    return switch (purpose) {
      case OFFER ->
          limits.offers().has(tally.offersFullAt, now)
              && limits.faults().has(tally.faultsFullAt, now);
      case MESSAGE -> limits.faults().has(tally.faultsFullAt, now);
      case PUBLICATION -> true;
    };
  }

  /** How many addresses are remembered. */
  synchronized int size() {
    return tallies.size();
  }

  /** From the one that was quiet for longest. */
  private void forget(long now) {
    Iterator<Map.Entry<Address, Tally>> eldest = tallies.entrySet().iterator();
    for (int i = 0; i < FORGOTTEN_AT_ONCE && eldest.hasNext(); i++) {
      if (eldest.next().getValue().isAsNew(now)) {
        eldest.remove();
      }
    }
    eldest = tallies.entrySet().iterator();
    while (tallies.size() >= CAPACITY && eldest.hasNext()) {
      if (eldest.next().getValue().open == 0) {
        eldest.remove();
      }
    }
  }

  private final class Counted implements Place {
    private final Tally tally;
    private final AddressLimits limits;

    private Counted(Tally tally, AddressLimits limits) {
      this.tally = tally;
      this.limits = limits;
    }

    @Override
    public void fault() {
      synchronized (AddressBook.this) {
        tally.faultsFullAt = limits.faults().take(tally.faultsFullAt, nanoTime.getAsLong());
      }
    }

    @Override
    public void leave() {
      synchronized (AddressBook.this) {
        tally.open--;
      }
    }
  }
}
