package dev.skep.server.core.internal.keys;

/**
 * A transport key could not be made, kept or read. The message names the file and says what to do;
 * after that, the same call can succeed.
 */
public final class KeyRingException extends Exception {
  private static final long serialVersionUID = 1L;

  KeyRingException(String message, Throwable cause) {
    super(message, cause);
  }
}
