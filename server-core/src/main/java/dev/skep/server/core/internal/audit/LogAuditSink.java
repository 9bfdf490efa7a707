package dev.skep.server.core.internal.audit;

import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.AuditSink;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line an event to the logger {@code dev.skep.audit}. What a peer may have chosen is
 * escaped, so that it can neither begin a line nor imitate a field.
 */
public final class LogAuditSink implements AuditSink {
  private static final Logger LOG = LoggerFactory.getLogger("dev.skep.audit");
  private static final int MAX_VALUE = 256;

  /** Makes a sink. */
  public LogAuditSink() {}

  @Override
  public void record(AuditEvent event) {
    String line = line(event);
    if (event.rejection().isPresent()) {
      LOG.warn("{}", line);
    } else {
      LOG.info("{}", line);
    }
  }

  /** The event as {@code kind key="value" …}. */
  static String line(AuditEvent event) {
    StringBuilder line = new StringBuilder(event.kind().name());
    field(line, "session", event.sessionId());
    field(line, "peer", event.peer());
    event
        .rejection()
        .ifPresent(
            rejection -> {
              field(line, "rule", rejection.rule());
              field(line, "reason", rejection.reason());
            });
    for (Map.Entry<String, String> detail : new TreeMap<>(event.details()).entrySet()) {
      field(line, detail.getKey(), detail.getValue());
    }
    return line.toString();
  }

  private static void field(StringBuilder line, String key, String value) {
    line.append(' ').append(key).append("=\"");
    int end = Math.min(value.length(), MAX_VALUE);
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c < 0x20 || c > 0x7e) {
        line.append(String.format("\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    line.append(end < value.length() ? "…\"" : "\"");
  }
}
