package dev.skep.client.internal;

import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.issuer.RefusalCode;
import java.time.Duration;
import java.util.Optional;

/** How the attempt with one offer ended. */
sealed interface AttemptEnd {
  /**
   * For good.
   *
   * @param outcome for the caller
   */
  record Final(CeremonyOutcome outcome) implements AttemptEnd {}

  /**
   * A new offer can help.
   *
   * @param code why
   * @param retryAfter how long the server asks to wait, if it does
   */
  record NewOffer(RefusalCode code, Optional<Duration> retryAfter) implements AttemptEnd {}

  /** A failure for good. */
  static AttemptEnd failed(String code, String message, boolean retryable) {
    return new Final(new CeremonyOutcome.Failed(code, message, retryable));
  }
}
