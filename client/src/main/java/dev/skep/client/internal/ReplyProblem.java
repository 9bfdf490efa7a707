package dev.skep.client.internal;

import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.client.internal.ServerReply.Broken;
import dev.skep.client.internal.ServerReply.Message;
import dev.skep.client.internal.ServerReply.Refused;
import dev.skep.client.internal.ServerReply.Unreachable;
import java.time.Duration;
import java.util.Optional;

/**
 * What a reply that is no message means.
 *
 * @param failure for the caller; retryable where it can be another way soon
 * @param retryAfter how long the server asks to wait, if it does
 * @param refusal the server's code, where it gave one
 */
record ReplyProblem(Failed failure, Optional<Duration> retryAfter, Optional<RefusalCode> refusal) {
  /** The problem, or empty where there is none. */
  static Optional<ReplyProblem> of(ServerReply reply) {
    if (reply instanceof Message) {
      return Optional.empty();
    }
    if (reply instanceof Refused refused) {
      RefusalCode code = refused.code();
      return Optional.of(
          new ReplyProblem(
              new Failed(code.text(), RefusalText.of(code), code.retryable()),
              refused.retryAfter(),
              Optional.of(code)));
    }
    Failed failure =
        reply instanceof Unreachable unreachable
            ? new Failed("unreachable", unreachable.message(), true)
            : new Failed("protocol", ((Broken) reply).message(), ((Broken) reply).retryable());
    return Optional.of(new ReplyProblem(failure, Optional.empty(), Optional.empty()));
  }

  /** Whether the server asks for a longer wait than a caller is kept waiting. */
  boolean asksForALongWait() {
    return retryAfter
        .filter(asked -> asked.compareTo(ClientLimits.MAXIMUM_RETRY_AFTER) > 0)
        .isPresent();
  }
}
