package dev.skep.server.core.internal.audit;

import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.AuditSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each event to every sink. Thread-safe. */
public final class AuditTrail implements AuditSink {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  private final List<AuditSink> sinks = new CopyOnWriteArrayList<>();

  /** Makes a trail that leads nowhere yet. */
  public AuditTrail() {}

  /** Adds a sink. */
  public void add(AuditSink sink) {
    sinks.add(sink);
  }

  /** Removes a sink; unknown ones are ignored. */
  public void remove(AuditSink sink) {
    sinks.remove(sink);
  }

  @Override
  public void record(AuditEvent event) {
    for (AuditSink sink : sinks) {
      try {
        sink.record(event);
      } catch (RuntimeException e) {
        LOG.error("an audit sink failed ({}); the event is {}", sink.getClass(), event.kind(), e);
      }
    }
  }
}
