package dev.skep.server.core.internal.session;

import dev.skep.api.Rejection;
import dev.skep.api.issuer.RefusalCode;

/**
 * Ends the row of checks of one message. Carries no stack trace: it is the peer's fault, and it
 * never leaves this package.
 */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final RefusalCode code;
  private final transient Rejection rejection;

  Refusal(RefusalCode code, String rule, String reason) {
    this(code, new Rejection(rule, reason));
  }

  Refusal(RefusalCode code, Rejection rejection) {
    super(rejection.rule(), null, false, false);
    this.code = code;
    this.rejection = rejection;
  }

  /** The uniform rejection. */
  static Refusal rejected(String rule, String reason) {
    return new Refusal(RefusalCode.REJECTED, rule, reason);
  }

  /** The server's own trouble; a retry can help. */
  static Refusal unavailable(String rule, String reason) {
    return new Refusal(RefusalCode.UNAVAILABLE, rule, reason);
  }

  /** What the peer learns. */
  RefusalCode code() {
    return code;
  }

  /** What the audit log learns. */
  Rejection rejection() {
    return rejection;
  }
}
