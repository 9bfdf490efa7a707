package dev.skep.client.internal;

import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Failed;
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
   * @param failure why, and what the caller is told where there is no further offer
   * @param retryAfter how long to wait at the least, where that is known
   */
  record NewOffer(Failed failure, Optional<Duration> retryAfter) implements AttemptEnd {}

  /** A failure for good. */
  static AttemptEnd failed(String code, String message, boolean retryable) {
    return new Final(new Failed(code, message, retryable));
  }
}
