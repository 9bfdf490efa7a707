package dev.skep.se.pkcs11.internal.token;

/** A token that cannot be used; the message says which, why, and what to do. */
public final class TokenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean pinRefused;

  TokenException(String message, boolean pinRefused, Throwable cause) {
    super(message, cause);
    this.pinRefused = pinRefused;
  }

  /** Whether another try with the same PIN would only bring the token nearer to being blocked. */
  public boolean pinRefused() {
    return pinRefused;
  }
}
