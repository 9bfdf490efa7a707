package dev.skep.client.internal.attestation;

/** An attestation breaks a rule; never leaves this package. */
final class UnprovenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String rule;

  UnprovenException(String rule, String reason) {
    super(reason, null, false, false);
    this.rule = rule;
  }

  String rule() {
    return rule;
  }
}
