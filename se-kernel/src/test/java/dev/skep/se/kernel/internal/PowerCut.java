package dev.skep.se.kernel.internal;

/** The power is gone: nothing after this runs, so it is no exception that anybody handles. */
public final class PowerCut extends Error {
  private static final long serialVersionUID = 1L;

  /** The power is gone. */
  public PowerCut() {
    super("power cut");
  }
}
