package dev.skep.server.core.internal.trust;

import dev.skep.api.Rejection;

/**
 * Carries a rejection from a step of the judgement to {@link DirectoryDeviceTrust#evaluate}, which
 * makes a value of it; it never leaves this package. Without stack trace, since peers cause it.
 */
final class UntrustedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  UntrustedException(Rejection rejection) {
    super(rejection.reason(), null, false, false);
    this.rejection = rejection;
  }

  Rejection rejection() {
    return rejection;
  }
}
