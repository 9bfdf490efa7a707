package dev.skep.api.issuer;

/** A CA did not issue; the message says why and whether a retry can help. */
public class IssuanceException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A refusal or failure. */
  public IssuanceException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A refusal or failure. */
  public IssuanceException(String message) {
    super(message);
  }
}
