package dev.skep.server.http.internal;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.IssuerServer;
import dev.skep.api.issuer.IssuerServer.Answer;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes complete messages to the issuer's server, so many at once, and turns whatever happens there
 * into an answer. Thread-safe.
 */
final class IssuerDesk {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerDesk.class);

  private final ServiceSlot<IssuerServer> slot;
  private final Places working;

  /**
   * A desk before the current server.
   *
   * @param working counts the calls; shared with what else does work for peers
   */
  IssuerDesk(ServiceSlot<IssuerServer> slot, Places working) {
    this.slot = slot;
    this.working = working;
  }

  /**
   * Has a message answered; never throws.
   *
   * @param peer the client's address
   * @param maxConcurrent above so many calls at once the answer is {@link Problem#UNAVAILABLE}
   */
  Reply answer(Route route, Bytes body, String peer, int maxConcurrent) {
    if (!working.tryEnter(maxConcurrent)) {
      return Problem.UNAVAILABLE.reply();
    }
    try {
      return slot.call(server -> reply(route.call(server, body, peer)))
          .orElseGet(Problem.UNAVAILABLE::reply);
    } catch (RuntimeException | Error e) {
      // An issuer's server never throws for what a peer sends, so this is a bug. The peer's
      // connection must still get its answer, even for an Error.
      LOG.error("The issuer's server failed with an exception; report it as a bug", e);
      return Problem.INTERNAL.reply();
    } finally {
      working.leave();
    }
  }

  private static Reply reply(Answer answer) {
    if (answer instanceof Answer.Accepted accepted) {
      return Reply.accepted(accepted.body());
    }
    Answer.Refused refused = (Answer.Refused) Objects.requireNonNull(answer, "no answer");
    return Problem.of(refused.code()).reply();
  }
}
