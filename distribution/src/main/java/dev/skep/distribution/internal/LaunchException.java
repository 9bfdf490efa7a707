package dev.skep.distribution.internal;

/** The container cannot start; the message says what is wrong, where, and what to do. */
final class LaunchException extends Exception {
  private static final long serialVersionUID = 1L;

  LaunchException(String message) {
    super(message);
  }

  LaunchException(String message, Throwable cause) {
    super(message, cause);
  }
}
