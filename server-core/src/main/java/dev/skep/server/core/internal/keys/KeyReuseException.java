package dev.skep.server.core.internal.keys;

/** One key pair is in the ring for two purposes; the message names the files. */
final class KeyReuseException extends Exception {
  private static final long serialVersionUID = 1L;

  KeyReuseException(String message) {
    super(message);
  }
}
