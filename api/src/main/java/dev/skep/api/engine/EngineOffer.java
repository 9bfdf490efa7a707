package dev.skep.api.engine;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says that it can do with its engines. A change of engines goes in three steps, so
 * that nobody is offered what no engine does: {@link #keepWithin} withdraws what is lost, the owner
 * changes its engines, {@link #become} offers what is new. Until {@link #open} and after {@link
 * #close} nothing is published. Not thread-safe: its owner calls it under its own lock.
 *
 * @param <T> what names one thing that can be done
 */
public final class EngineOffer<T> {
  /**
   * The service property, {@code true}, of a service that only the bundle sees that registered it,
   * such as its choice of engines: two versions of one bundle may run at once, and each one's
   * algorithms need their own.
   */
  public static final String BUNDLE_PRIVATE = "skep.bundle.private";

  private Set<T> offered = Set.of();
  private @Nullable Consumer<Set<T>> publisher;

  /** Offers nothing. */
  public EngineOffer() {}

  /**
   * The properties of the service by which a bundle offers this to its own algorithms; it is {@link
   * #BUNDLE_PRIVATE}.
   *
   * @param property the name of the one that lists what can be done now
   * @param offered what can be done now, as the algorithms' components refer to it
   */
  public static Map<String, Object> properties(String property, Collection<String> offered) {
    return Map.of(property, offered.toArray(String[]::new), BUNDLE_PRIVATE, true);
  }

  /**
   * Begins to publish.
   *
   * @param now what was published at the start
   * @param changes takes all that is offered, after each change of it
   */
  public void open(Set<T> now, Consumer<Set<T>> changes) {
    offered = Set.copyOf(now);
    publisher = changes;
  }

  /** Publishes nothing any more. */
  public void close() {
    publisher = null;
  }

  /** Withdraws what is not in the set; returns once that is published. */
  public void keepWithin(Set<T> remaining) {
    Set<T> kept = new LinkedHashSet<>(offered);
    kept.retainAll(remaining);
    become(kept);
  }

  /** Offers this and nothing else; returns once that is published, if it is a change. */
  public void become(Set<T> operations) {
    Consumer<Set<T>> changes = publisher;
    if (changes != null && !operations.equals(offered)) {
      offered = Set.copyOf(operations);
      changes.accept(offered);
    }
  }
}
