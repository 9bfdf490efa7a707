package dev.skep.modulepath.internal;

/** A step did not end as it should; the message says which and why. */
final class StepException extends Exception {
  private static final long serialVersionUID = 1L;

  StepException(String message) {
    super(message);
  }

  StepException(String message, Throwable cause) {
    super(message, cause);
  }
}
