package dev.skep.se.kernel.internal.operation;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a session changed and has not committed (spec rule P-6). Closing it erases all of it. Not
 * thread-safe: it belongs to whoever has the session.
 */
public final class Draft implements AutoCloseable {
  private final Room room;
  private final List<Change> changes = new ArrayList<>();
  private final List<Bytes> digests = new ArrayList<>();
  private int outsideData;

  /** An empty draft. */
  public Draft(Room room) {
    this.room = room;
  }

  /**
   * Adds a change.
   *
   * @param change taken over, whatever happens
   * @param digest of the record that made it (spec rule P-4)
   * @return why it may not be added; empty if it was
   */
  public Optional<String> add(Change change, Bytes digest) {
    Optional<String> problem = problem(change);
    if (problem.isPresent()) {
      change.close();
      return problem;
    }
    changes.add(change);
    digests.add(digest);
    return Optional.empty();
  }

  private Optional<String> problem(Change change) {
    if (change instanceof Change.Make && makes(change.id())) {
      return Optional.of("D-1: two objects of the id " + change.id());
    }
    return room.take()
        ? Optional.empty()
        : Optional.of("P-7: no room for more provisional objects, see object.quota");
  }

  private boolean makes(String id) {
    return changes.stream()
        .anyMatch(change -> change instanceof Change.Make && change.id().equals(id));
  }

  /** The changes, in order; each stays the draft's. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Their digests. */
  public List<Bytes> digests() {
    return List.copyOf(digests);
  }

  /** How many changes there are. */
  public int size() {
    return changes.size();
  }

  /** Drops and erases the changes that came after the first so many. */
  public void truncate(int size) {
    while (changes.size() > size) {
      changes.remove(changes.size() - 1).close();
      digests.remove(digests.size() - 1);
      room.give(1);
    }
  }

  /** Counts one more {@code data.mac}; the number of all. */
  public int countOutsideData() {
    return ++outsideData;
  }

  /** How many {@code data.mac} there were. */
  public int outsideData() {
    return outsideData;
  }

  /**
   * Empties it after the commit; erases only what nobody took over.
   *
   * @param taken whether a secret was
   */
  void handOver(Predicate<SecretBytes> taken) {
    for (Change change : changes) {
      change.secret().filter(taken.negate()).ifPresent(SecretBytes::close);
    }
    room.give(changes.size());
    changes.clear();
    digests.clear();
  }

  @Override
  public void close() {
    truncate(0);
  }

  /** Says how many changes there are. */
  @Override
  public String toString() {
    return "Draft[" + changes.size() + " changes]";
  }
}
