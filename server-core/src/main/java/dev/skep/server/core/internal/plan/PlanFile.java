package dev.skep.server.core.internal.plan;

/** A file of the directory of plans, as it could be read. */
public sealed interface PlanFile {
  /** The file's name without its ending. */
  String name();

  /**
   * A plan that can be used.
   *
   * @param plan what it says
   */
  record Usable(Plan plan) implements PlanFile {
    @Override
    public String name() {
      return plan.name();
    }
  }

  /**
   * A plan that cannot be used.
   *
   * @param reason the file, the line and what is wrong
   */
  record Unusable(String name, String reason) implements PlanFile {}
}
