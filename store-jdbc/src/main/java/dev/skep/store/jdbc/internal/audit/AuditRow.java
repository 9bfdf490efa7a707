package dev.skep.store.jdbc.internal.audit;

import dev.skep.api.Rejection;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.store.jdbc.internal.database.Query;
import java.util.Map;
import java.util.TreeMap;

/** An event as a row. Texts that a peer may have chosen are made to fit and to be storable. */
final class AuditRow {
  static final String INSERT =
      "INSERT INTO skep_audit (happened_at, kind, session_id, peer, rule, reason, checks, details)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

  private static final int MAX_SESSION = 64;
  private static final int MAX_PEER = 256;
  private static final int MAX_RULE = 64;
  private static final int MAX_REASON = 1024;

  private AuditRow() {}

  static Query of(AuditEvent event) {
    JsonText checks = new JsonText('[', ']');
    event.checks().forEach(checks::add);
    JsonText details = new JsonText('{', '}');
    for (Map.Entry<String, String> detail : new TreeMap<>(event.details()).entrySet()) {
      details.add(detail.getKey(), detail.getValue());
    }
    return Query.of(
        INSERT,
        event.time(),
        event.kind(),
        fit(event.sessionId(), MAX_SESSION),
        fit(event.peer(), MAX_PEER),
        event.rejection().map(Rejection::rule).map(rule -> fit(rule, MAX_RULE)),
        event.rejection().map(Rejection::reason).map(reason -> fit(reason, MAX_REASON)),
        checks.toString(),
        details.toString());
  }

  /** For the log, where the event could not become a row. */
  static String line(AuditEvent event) {
    JsonText line = new JsonText('{', '}');
    line.add("time", event.time().toString());
    line.add("kind", event.kind().name());
    line.add("session", event.sessionId());
    line.add("peer", event.peer());
    event
        .rejection()
        .ifPresent(
            rejection -> {
              line.add("rule", rejection.rule());
              line.add("reason", rejection.reason());
            });
    new TreeMap<>(event.details()).forEach(line::add);
    return line.toString();
  }

  /** No NUL, which PostgreSQL refuses, and no half character. */
  private static String fit(String text, int maximum) {
    StringBuilder fit = new StringBuilder();
    text.codePoints()
        .limit(maximum)
        .map(
            c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? '?' : c)
        .forEach(fit::appendCodePoint);
    return fit.toString();
  }
}
