package dev.skep.protocol.catalogue;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ProviderType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The algorithms that are installed now. Thread-safe.
 *
 * <p>Of several with one name the one with the highest ranking is lent, the older of equals. An
 * algorithm that is removed is lent to nobody any more at once, but to threads that have it already
 * and need it once more to get done; {@link #remove} then waits, bounded, until they are.
 */
@ProviderType
public final class AlgorithmCatalogue {
  private static final Logger LOG = LoggerFactory.getLogger(AlgorithmCatalogue.class);

  private record Entry(
      Class<? extends Algorithm> role, Algorithm algorithm, int ranking, LeaseCount leases) {}

  private record Name(Class<? extends Algorithm> role, String name) {}

  private final Object monitor = new Object();
  private final Set<Name> known = new HashSet<>();
  private List<Entry> entries = List.of();
  private List<Entry> leaving = List.of();

  /** Makes an empty catalogue. */
  public AlgorithmCatalogue() {}

  /**
   * Makes a catalogue of what {@link ServiceLoader} finds on the module path. An algorithm that
   * cannot be made, for example because its engine is missing, is left out and logged.
   */
  public static AlgorithmCatalogue fromServiceLoader() {
    AlgorithmCatalogue found = new AlgorithmCatalogue();
    found.addAll(KeyTransport.class, ServiceLoader.load(KeyTransport.class));
    found.addAll(AttestationScheme.class, ServiceLoader.load(AttestationScheme.class));
    found.addAll(KeyDerivation.class, ServiceLoader.load(KeyDerivation.class));
    found.addAll(SessionCipher.class, ServiceLoader.load(SessionCipher.class));
    return found;
  }

  private <T extends Algorithm> void addAll(Class<T> role, ServiceLoader<T> candidates) {
    candidates.stream()
        .forEach(
            candidate -> {
              try {
                add(role, candidate.get(), 0);
              } catch (ServiceConfigurationError e) {
                LOG.warn("{} is left out: {}", candidate.type().getSimpleName(), e.getMessage());
              }
            });
  }

  /**
   * Adds an algorithm.
   *
   * @param role the interface under which it is asked for
   * @param ranking higher ones are preferred ({@code service.ranking})
   */
  public <T extends Algorithm> void add(Class<T> role, T algorithm, int ranking) {
    synchronized (monitor) {
      List<Entry> next = new ArrayList<>(entries);
      next.add(new Entry(role, algorithm, ranking, new LeaseCount()));
      next.sort(Comparator.comparingInt(Entry::ranking).reversed());
      entries = List.copyOf(next);
      known.add(new Name(role, algorithm.name()));
      monitor.notifyAll();
    }
  }

  /**
   * Removes an algorithm; unknown ones are ignored.
   *
   * @param wait how long to wait for calls in flight at the most
   * @return whether all calls in flight came to their end
   */
  public boolean remove(Algorithm algorithm, Duration wait) {
    List<Entry> gone;
    synchronized (monitor) {
      gone = entries.stream().filter(entry -> entry.algorithm() == algorithm).toList();
      entries = entries.stream().filter(entry -> entry.algorithm() != algorithm).toList();
      leaving = Stream.concat(leaving.stream(), gone.stream()).toList();
    }
    boolean drained = true;
    for (Entry entry : gone) {
      drained &= entry.leases().drain(wait);
    }
    synchronized (monitor) {
      leaving = leaving.stream().filter(entry -> !gone.contains(entry)).toList();
    }
    return drained;
  }

  /** The names that are installed for a role, each once, sorted. */
  public List<String> names(Class<? extends Algorithm> role) {
    return snapshot().stream()
        .filter(entry -> entry.role() == role)
        .map(entry -> entry.algorithm().name())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Lends an algorithm.
   *
   * @param wait how long to wait for one of a name that was installed before and is not now, as in
   *     the gap of an update; zero to not wait. A name that was never installed is not waited for:
   *     whoever made it up would hold a thread
   * @return empty if there is none
   */
  public <T extends Algorithm> Optional<Lease<T>> lease(Class<T> role, String name, Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      List<Entry> seen = snapshot();
      Optional<Lease<T>> lease = enter(seen, role, name).or(() -> enter(leaving(), role, name));
      if (lease.isPresent() || !isKnown(role, name) || !awaitChange(seen, deadline)) {
        return lease;
      }
    }
  }

  private static <T extends Algorithm> Optional<Lease<T>> enter(
      List<Entry> among, Class<T> role, String name) {
    for (Entry entry : among) {
      if (entry.role() == role && entry.algorithm().name().equals(name) && entry.leases().enter()) {
        Thread user = Thread.currentThread();
        return Optional.of(
            new Lease<>(role.cast(entry.algorithm()), () -> entry.leases().leave(user)));
      }
    }
    return Optional.empty();
  }

  private List<Entry> leaving() {
    synchronized (monitor) {
      return leaving;
    }
  }

  private List<Entry> snapshot() {
    synchronized (monitor) {
      return entries;
    }
  }

  /** Whether a name is installed or was before. */
  boolean isKnown(Class<? extends Algorithm> role, String name) {
    synchronized (monitor) {
      return known.contains(new Name(role, name));
    }
  }

  /** What is installed now, to be compared by {@link #awaitChange}. */
  Object installed() {
    return snapshot();
  }

  /**
   * Waits until something else is installed.
   *
   * @param seen from {@link #installed}
   * @param deadline in the time of {@link System#nanoTime}
   * @return false if nothing has changed by then, or the thread was interrupted
   */
  boolean awaitChange(Object seen, long deadline) {
    synchronized (monitor) {
      while (entries == seen) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(monitor, left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return true;
    }
  }
}
