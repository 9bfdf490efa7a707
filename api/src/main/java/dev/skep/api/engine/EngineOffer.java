package dev.skep.api.engine;

import java.util.LinkedHashSet;
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
  private Set<T> offered = Set.of();
  private @Nullable Consumer<Set<T>> publisher;

  /** Offers nothing. */
  public EngineOffer() {}

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
