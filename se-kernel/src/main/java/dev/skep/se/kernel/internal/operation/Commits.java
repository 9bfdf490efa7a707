package dev.skep.se.kernel.internal.operation;

import dev.skep.api.se.SecurityElementException;
import dev.skep.se.kernel.internal.object.ObjectTable;
import dev.skep.se.kernel.internal.object.StoredObject;
import dev.skep.se.kernel.internal.operation.Change.Applied;
import dev.skep.se.kernel.internal.operation.Change.Authority;
import dev.skep.se.kernel.internal.state.DeviceState;
import dev.skep.se.kernel.internal.state.DurableState;
import dev.skep.se.kernel.internal.state.KeptAnswer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Makes all changes of a session permanent, together with the answer that says so, by one write, or
 * none of them (spec rule P-2). Thread-safe: sessions that commit at once do so one after the
 * other.
 */
public final class Commits {
  /** What a commit leaves for the values that holders choose, in bytes. */
  private static final int RESERVE = 8192;

  private final DurableState state;
  private final int quota;

  /**
   * Commits into a state.
   *
   * @param quota how many objects there may be
   */
  public Commits(DurableState state, int quota) {
    this.state = state;
    this.quota = quota;
  }

  /**
   * Commits.
   *
   * @param draft is empty afterwards if this succeeds, else as it was
   * @param answer to be kept
   * @return why the session may not; empty if it did
   * @throws SecurityElementException if it could not be stored; the same commit can be tried again
   */
  public Optional<String> commit(SessionBinding binding, Draft draft, KeptAnswer answer)
      throws SecurityElementException {
    return state.alone(
        now -> {
          Applied applied = apply(now.objects(), binding, draft);
          if (applied instanceof Applied.Refused refused) {
            return Optional.of(refused.reason());
          }
          ObjectTable objects = ((Applied.Next) applied).objects();
          DeviceState next = now.withCommit(objects, answer);
          Optional<String> problem = problem(now, next);
          if (problem.isEmpty()) {
            state.replace(next);
            draft.handOver(next::holds);
          }
          return problem;
        });
  }

  private static Applied apply(ObjectTable objects, SessionBinding binding, Draft draft) {
    ObjectTable changed = objects;
    Set<String> made = new HashSet<>();
    for (Change change : draft.changes()) {
      Authority authority =
          new Authority(binding.origin().domain(), binding.managementKey().isPresent(), made);
      Applied applied = change.applyTo(changed, authority);
      if (!(applied instanceof Applied.Next next)) {
        return applied;
      }
      changed = next.objects();
      if (change instanceof Change.Make) {
        made.add(change.id());
      }
    }
    return new Applied.Next(changed);
  }

  private Optional<String> problem(DeviceState now, DeviceState next) {
    Optional<StoredObject> dangling = next.objects().dangling();
    if (dangling.isPresent()) {
      return Optional.of("D-9: " + dangling.get().id() + " refers to what is not there");
    }
    int size = next.objects().size();
    if (size > quota && size > now.objects().size()) {
      return Optional.of("P-7: " + size + " objects, more than object.quota takes");
    }
    if (size >= now.objects().size() && !state.fits(next, RESERVE)) {
      return Optional.of("P-7: the objects are longer than the storage takes, delete some");
    }
    return Optional.empty();
  }
}
