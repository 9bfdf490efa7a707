package dev.skep.client.internal;

/** Leaves the row of steps of one attempt; never leaves this package. */
final class AttemptStoppedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient AttemptEnd end;

  AttemptStoppedException(AttemptEnd end) {
    super("the attempt ended", null, false, false);
    this.end = end;
  }

  AttemptEnd end() {
    return end;
  }
}
