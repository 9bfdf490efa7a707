package dev.skep.demo.internal.chapter;

import dev.skep.api.Bytes;
import dev.skep.api.Rejection;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.demo.internal.story.Narrator;
import dev.skep.demo.internal.wire.Reply;
import java.util.HashSet;
import java.util.Set;

/** Sends what must be refused, and shows what the peer learns beside what the audit log has. */
final class Refusals {
  private final Stage stage;
  private final Set<Bytes> bodies = new HashSet<>();

  Refusals(Stage stage) {
    this.stage = stage;
  }

  /**
   * Sends a Response that must be refused.
   *
   * @param what is wrong with it
   * @param sessionId in whose name it is sent
   * @param rule that the audit log must name
   */
  void send(String what, Bytes sessionId, Bytes response, String rule) throws Exception {
    Narrator narrator = stage.narrator();
    Reply reply = stage.server().respond(response);
    narrator.exchange("response", response.length(), reply.body().length(), reply.took(), what);
    narrator.fact("peer learns", reply.summary());
    narrator.expect(
        "it is refused with 403 and the code \"rejected\"",
        reply.status() == 403 && reply.code().equals("rejected"),
        reply.summary());
    Rejection rejection =
        stage
            .audit()
            .await(AuditEvent.Kind.REJECTED, sessionId)
            .rejection()
            .orElse(new Rejection("none", "the event is without a reason"));
    narrator.fact("audit log", rejection.rule() + ": " + rejection.reason());
    narrator.expect(
        "the audit log names rule " + rule, rejection.rule().equals(rule), rejection.toString());
    bodies.add(reply.body());
  }

  /** Whether all refusals so far were the same, byte for byte. */
  void expectUniform() throws Exception {
    stage
        .narrator()
        .expect(
            "all these refusals are the same, byte for byte: a peer cannot tell what failed",
            bodies.size() == 1,
            bodies.size() + " different ones");
  }
}
