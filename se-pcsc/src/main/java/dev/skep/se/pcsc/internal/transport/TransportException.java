package dev.skep.se.pcsc.internal.transport;

/** The way to a card is closed; the message is for the log. */
public final class TransportException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Failure {
    /** There is no card any more. */
    REMOVED,
    /** There is no such reader any more. */
    READER_GONE,
    /** Somebody reset the card: its sessions are over. */
    RESET,
    /** Another program holds the card; nothing was sent. */
    BUSY,
    /** The PC/SC daemon does not answer, or did not survive. */
    DAEMON_GONE,
    /** The card did not answer within the time. */
    SILENT,
    /** The card is there and is none of ours. */
    NO_APPLET,
    /** Anything else. */
    FAULT
  }

  private final Failure failure;
  private final boolean sent;

  /** A failure. */
  public TransportException(Failure failure, String message) {
    super(message);
    this.failure = failure;
    this.sent = false;
  }

  /** A failure with what caused it. */
  public TransportException(Failure failure, String message, Throwable cause) {
    super(message, cause);
    this.failure = failure;
    this.sent = false;
  }

  private TransportException(TransportException before) {
    super(before.getMessage(), before);
    this.failure = before.failure;
    this.sent = true;
  }

  /** The same failure, after a command of the operation itself had been sent. */
  public TransportException afterSending() {
    return sent ? this : new TransportException(this);
  }

  /** Why. */
  public Failure failure() {
    return failure;
  }

  /** Whether a command was sent whose answer is not known. */
  public boolean sent() {
    return sent;
  }
}
