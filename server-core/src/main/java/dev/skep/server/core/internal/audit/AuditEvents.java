package dev.skep.server.core.internal.audit;

import dev.skep.api.Bytes;
import dev.skep.api.Rejection;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.AuditEvent.Kind;
import dev.skep.api.issuer.AuditSink;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gathers what one message was checked for, and reports it once. Not thread-safe: one for each
 * message.
 */
public final class AuditEvents {
  private final AuditSink sink;
  private final Clock clock;
  private final String peer;
  private final List<String> checks = new ArrayList<>();
  private final Map<String, String> details = new TreeMap<>();
  private String sessionId = "";

  /** Begins with a message. */
  public AuditEvents(AuditSink sink, Clock clock, String peer) {
    this.sink = sink;
    this.clock = clock;
    this.peer = peer;
  }

  /** Says which session it is about. */
  public void session(Bytes id) {
    sessionId = id.toHex();
  }

  /** Notes a check that passed. */
  public void passed(String check) {
    checks.add(check);
  }

  /** Notes a fact. */
  public void detail(String key, String value) {
    details.put(key, value);
  }

  /** Reports that all went well. */
  public void report(Kind kind) {
    sink.record(event(kind, Optional.empty()));
  }

  /** Reports a refusal. */
  public void report(Kind kind, Rejection rejection) {
    sink.record(event(kind, Optional.of(rejection)));
  }

  private AuditEvent event(Kind kind, Optional<Rejection> rejection) {
    return new AuditEvent(clock.instant(), kind, sessionId, peer, rejection, checks, details);
  }
}
