package dev.skep.api.issuer;

/** The store cannot be used now; a retry can help. */
public class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A store that failed, with what to do about it. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A store that failed, with what to do about it. */
  public StoreException(String message) {
    super(message);
  }
}
