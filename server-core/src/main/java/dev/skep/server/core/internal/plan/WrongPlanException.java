package dev.skep.server.core.internal.plan;

/** A plan that cannot be used: where it is wrong, and why. */
final class WrongPlanException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A wrong plan.
   *
   * @param line counted from 1
   * @param reason what is wrong and what would be right
   */
  WrongPlanException(int line, String reason) {
    super("line " + line + ": " + reason);
  }
}
