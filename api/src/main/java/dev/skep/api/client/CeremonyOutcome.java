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
   *     {@code security-element}, {@code protocol}
   * @param message what went wrong and what to do, for a person
   * @param retryable whether the same call can succeed later without anything being changed
   */
  record Failed(String code, String message, boolean retryable) implements CeremonyOutcome {}
}
