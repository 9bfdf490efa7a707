package dev.skep.server.http.internal;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.IssuerServer;
import dev.skep.api.issuer.RefusalCode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An issuer's server that notes each call and answers what the test says. */
final class ScriptedIssuer implements IssuerServer {
  /** One call; {@code sessionId} is empty for the first two operations. */
  record Call(String operation, Bytes sessionId, Bytes body, String peer) {}

  final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Function<Call, Answer> script;

  ScriptedIssuer(Function<Call, Answer> script) {
    this.script = script;
  }

  /** Accepts each message and sends it back. */
  static ScriptedIssuer echo() {
    return new ScriptedIssuer(call -> new Answer.Accepted(call.body()));
  }

  static ScriptedIssuer refusing(RefusalCode code) {
    return new ScriptedIssuer(call -> new Answer.Refused(code));
  }

  @Override
  public Answer offer(Bytes body, String peer) {
    return run(new Call("offer", Bytes.EMPTY, body, peer));
  }

  @Override
  public Answer establish(Bytes body, String peer) {
    return run(new Call("establish", Bytes.EMPTY, body, peer));
  }

  @Override
  public Answer records(Bytes sessionId, Bytes body, String peer) {
    return run(new Call("records", sessionId, body, peer));
  }

  private Answer run(Call call) {
    calls.add(call);
    return script.apply(call);
  }
}
