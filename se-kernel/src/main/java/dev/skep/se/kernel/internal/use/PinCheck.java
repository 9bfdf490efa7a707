package dev.skep.se.kernel.internal.use;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.UseResult;
import dev.skep.se.kernel.internal.object.Guard;
import dev.skep.se.kernel.internal.object.ObjectTable;
import dev.skep.se.kernel.internal.state.DurableState;
import java.util.function.UnaryOperator;

/**
 * Compares PINs and PUKs (spec rules U-2, U-3): the counter is durably one lower before the value
 * is looked at, so that power that is cut in between costs a try and gains nobody one. Used by
 * whoever has the state alone.
 */
final class PinCheck {
  private final DurableState state;

  PinCheck(DurableState state) {
    this.state = state;
  }

  /**
   * Compares.
   *
   * @param guard a PIN or PUK of the state
   * @param given read, not kept
   * @param then what else changes, in the same write, when the value is right
   * @return {@code Done} without output if it is right
   * @throws SecurityElementException if a counter could not be stored; nothing was compared, or the
   *     right value cost a try
   */
  UseResult check(Guard guard, SecretBytes given, UnaryOperator<ObjectTable> then)
      throws SecurityElementException {
    if (guard.secret().isEmpty()) {
      return new UseResult.NotSet();
    }
    if (guard.triesLeft() < 1) {
      return new UseResult.Blocked();
    }
    int left = guard.triesLeft() - 1;
    replace(objects -> objects.with(guard.withTries(left)));
    if (!guard.secret().get().matches(given)) {
      return new UseResult.Wrong(left);
    }
    Guard restored = guard.withTries(guard.policy().tries());
    replace(objects -> then.apply(objects.with(restored)));
    return new UseResult.Done(Bytes.EMPTY);
  }

  private void replace(UnaryOperator<ObjectTable> change) throws SecurityElementException {
    state.replace(state.now().withObjects(change.apply(state.now().objects())));
  }
}
