package dev.skep.api.client;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;

/** How a ceremony ended. */
public sealed interface CeremonyOutcome {
  /**
   * The session was established and came to its regular end.
   *
   * @param sessionId 16 bytes
   * @param suite the choices that it ran with
   * @param attempts how many offers it took
   */
  record Completed(Bytes sessionId, Suite suite, int attempts) implements CeremonyOutcome {}

  /**
   * It did not.
   *
   * @param code the server's coarse code, or one of {@code unreachable}, {@code no-common-suite},
   *     {@code security-element}, {@code protocol}, {@code no-code} for what is no enrolment code,
   *     {@code relayed-offer} for an offer that was made for another one (spec rule N-2), {@code
   *     declined} by the holder, {@code journal} where the session cannot be noted
   * @param message what went wrong and what to do, for a person
   * @param retryable whether the same call can succeed later without anything being changed
   */
  record Failed(String code, String message, boolean retryable) implements CeremonyOutcome {}
}
