package dev.skep.client.internal.shell;

/** A command cannot do what it was asked; the message is for the person at the console. */
final class CommandFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean wrongCall;

  CommandFailedException(String message) {
    this(message, false);
  }

  private CommandFailedException(String message, boolean wrongCall) {
    super(message, null, false, false);
    this.wrongCall = wrongCall;
  }

  /** The call itself is wrong; the person is then told the right one. */
  static CommandFailedException wrongCall(String problem) {
    return new CommandFailedException(problem, true);
  }

  boolean isWrongCall() {
    return wrongCall;
  }
}
