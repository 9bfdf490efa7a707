package dev.skep.api.issuer;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes audit events. Whiteboard: every registered sink gets every event, on the caller's thread.
 */
@ConsumerType
public interface AuditSink {
  /**
   * Takes one event. Must return soon and must not throw.
   *
   * @param event holds no secret; its texts may hold a peer's characters, so escape them
   */
  void record(AuditEvent event);
}
