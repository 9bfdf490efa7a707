package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.se.kernel.internal.operation.Draft;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The slots of all sessions that run, within a quota and a time. Thread-safe. */
final class SessionTable {
  private final Map<Bytes, SessionSlot> slots = new LinkedHashMap<>();
  private final int quota;
  private final Duration timeout;
  private final LongSupplier nanoClock;

  /**
   * An empty table.
   *
   * @param quota how many sessions may run at once
   * @param timeout how long each may last from its beginning
   * @param nanoClock monotonic, in nanoseconds
   */
  SessionTable(int quota, Duration timeout, LongSupplier nanoClock) {
    this.quota = quota;
    this.timeout = timeout;
    this.nanoClock = nanoClock;
  }

  /**
   * Refuses early what {@link #add} would refuse.
   *
   * @throws SecurityElementException with {@code REFUSED} if the quota is used up
   */
  synchronized void requireRoom() throws SecurityElementException {
    purge();
    if (slots.size() >= quota) {
      throw new SecurityElementException(
          Kind.REFUSED,
          slots.size()
              + " sessions are open, as many as this security element takes: finish or abort one,"
              + " wait until one expires, or raise session.quota");
    }
  }

  /**
   * A slot that is not in the table yet; its time runs.
   *
   * @param draft taken over
   */
  SessionSlot newSlot(Bytes id, Draft draft) {
    return new SessionSlot(id, nanoClock.getAsLong() + timeout.toNanos(), draft);
  }

  synchronized void add(SessionSlot slot) throws SecurityElementException {
    requireRoom();
    slots.put(slot.id(), slot);
  }

  /** A slot that is neither expired nor discarded. */
  synchronized Optional<SessionSlot> find(Bytes id) {
    purge();
    return Optional.ofNullable(slots.get(id));
  }

  /** Whether a slot that was found is still good; asked again once its lock is held. */
  boolean isLive(SessionSlot slot) {
    return !slot.isDiscarded() && !slot.isExpired(nanoClock.getAsLong());
  }

  synchronized void remove(SessionSlot slot) {
    slots.remove(slot.id(), slot);
    slot.discard();
  }

  synchronized void removeAll() {
    List.copyOf(slots.values()).forEach(this::remove);
  }

  private void purge() {
    long now = nanoClock.getAsLong();
    Iterator<SessionSlot> all = slots.values().iterator();
    while (all.hasNext()) {
      SessionSlot slot = all.next();
      if (slot.isExpired(now)) {
        all.remove();
        slot.discard();
      }
    }
  }
}
