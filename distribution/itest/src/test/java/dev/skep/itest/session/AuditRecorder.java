package dev.skep.itest.session;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.AuditSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sink that remembers what it was told. */
final class AuditRecorder implements AuditSink {
  private final List<AuditEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void record(AuditEvent event) {
    events.add(event);
  }

  /** All events of a kind until now, the oldest first. */
  List<AuditEvent> events(AuditEvent.Kind kind) {
    return events.stream().filter(event -> event.kind() == kind).toList();
  }

  /** The sessions of all events of a kind until now, the oldest first. */
  List<String> sessions(AuditEvent.Kind kind) {
    return events(kind).stream().map(AuditEvent::sessionId).toList();
  }

  /** The rules that refused something in a session until now, the oldest first. */
  List<String> rules(Bytes sessionId) {
    return events.stream()
        .filter(event -> event.sessionId().equals(sessionId.toHex()))
        .flatMap(event -> event.rejection().stream())
        .map(rejection -> rejection.rule())
        .toList();
  }

  /** The rule of the latest refusal of all; empty if there was none. */
  String latestRule() {
    return events.stream()
        .flatMap(event -> event.rejection().stream())
        .map(rejection -> rejection.rule())
        .reduce("", (earlier, later) -> later);
  }
}
