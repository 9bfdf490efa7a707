package dev.skep.api.der;

/**
 * Not DER, or not the element that is due; the message says which, and has nothing of the content.
 */
public final class MalformedDerException extends Exception {
  private static final long serialVersionUID = 1L;

  /** An exception whose message has nothing of the content: it may be a private key. */
  public MalformedDerException(String message) {
    super(message);
  }
}
