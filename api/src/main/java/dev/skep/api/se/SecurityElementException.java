package dev.skep.api.se;

/** An SE could not do what it was asked; the message says what and what to do. */
public class SecurityElementException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong, as far as a caller can act on it. */
  public enum Kind {
    /** The SE does not answer now; a retry can help. */
    UNREACHABLE(true),
    /** The SE is gone until somebody brings it back. */
    REMOVED(false),
    /** Somebody else holds it; a retry can help. */
    BUSY(true),
    /** The handle names no session (any more). */
    NO_SUCH_SESSION(false),
    /** The SE will not do this. */
    REFUSED(false);

    private final boolean retryable;

    Kind(boolean retryable) {
      this.retryable = retryable;
    }
  }

  private final Kind kind;

  /** Makes an exception with a message for a person. */
  public SecurityElementException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Makes an exception with a message for a person and its cause. */
  public SecurityElementException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** Whether the same call can succeed later without anything being changed. */
  public boolean retryable() {
    return kind.retryable;
  }
}
