package dev.skep.client.internal.shell;

/** A command cannot do what it was asked; the message is for the person at the console. */
final class CommandFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  CommandFailedException(String message) {
    super(message, null, false, false);
  }
}
