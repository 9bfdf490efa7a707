package dev.skep.client.internal.shell;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.UseResult;

/**
 * What came of a use, for the person.
 *
 * @param terminal whose calls it names
 * @param what {@code PIN} or {@code PUK}, the one that was compared
 * @param name of the PIN or PUK
 */
record UseReport(Terminal terminal, String what, ObjectName name) {
  /**
   * The output.
   *
   * @param hasPuk whether a PUK unblocks what was compared
   * @param policy of a new value, for one that does not fit
   */
  Bytes require(UseResult result, boolean hasPuk, PinPolicy policy) throws CommandFailedException {
    if (result instanceof UseResult.Done done) {
      return done.output();
    }
    if (result instanceof UseResult.Wrong wrong) {
      throw new CommandFailedException(wrong(wrong.triesLeft(), hasPuk));
    }
    if (result instanceof UseResult.Blocked) {
      throw new CommandFailedException(
          "the " + what + " " + name + " is blocked, nothing was compared; " + remedy(hasPuk));
    }
    if (result instanceof UseResult.NotSet) {
      throw unset();
    }
    throw new CommandFailedException(
        "the new value does not fit, nothing was changed: " + ObjectTable.terms(policy));
  }

  /** A PIN without a value. */
  CommandFailedException unset() {
    return new CommandFailedException(
        "the PIN "
            + name
            + " has no value yet; give it the first one: "
            + terminal.call(Command.CHANGE_PIN)
            + " --pin "
            + name);
  }

  private String wrong(int triesLeft, boolean hasPuk) {
    return triesLeft == 0
        ? "the " + what + " is wrong, and blocked from now on; " + remedy(hasPuk)
        : "the "
            + what
            + " is wrong; "
            + triesLeft
            + (triesLeft == 1 ? " more wrong one blocks it" : " more wrong ones block it");
  }

  private String remedy(boolean hasPuk) {
    return hasPuk
        ? "unblock it by its PUK: " + terminal.call(Command.UNBLOCK) + " --pin " + name
        : "only its issuer can unblock it, in another session: ask there";
  }
}
