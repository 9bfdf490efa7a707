package dev.skep.protocol.cbor;

import dev.skep.api.Rejection;

/**
 * Bytes that are no message. Carries the rejection for the audit log and no stack trace: it is the
 * peer's fault, not the program's.
 */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  /**
   * A malformed message.
   *
   * @param rule the rule of spec section 4 or 5
   * @param reason what was found, without the bytes themselves
   */
  public MalformedMessageException(String rule, String reason) {
    super(rule + ": " + reason, null, false, false);
    this.rejection = new Rejection(rule, reason);
  }

  /** The exact reason. */
  public Rejection rejection() {
    return rejection;
  }
}
