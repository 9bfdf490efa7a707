package dev.skep.demo.internal.container;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.AuditSink;
import dev.skep.demo.internal.story.StoryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The server's latest audit events, to show beside what a peer learned. Thread-safe: the server
 * writes it on threads of its own.
 */
public final class AuditLog implements AuditSink {
  private static final int KEPT = 1_000;

  private final Deque<AuditEvent> latest = new ArrayDeque<>();

  /** Makes an empty log. */
  public AuditLog() {}

  @Override
  public synchronized void record(AuditEvent event) {
    if (latest.size() == KEPT) {
      latest.removeLast();
    }
    latest.addFirst(event);
    notifyAll();
  }

  /**
   * The latest event of a kind about one session.
   *
   * @throws StoryException if there is none within {@link Await#DEADLINE}
   */
  public synchronized AuditEvent await(AuditEvent.Kind kind, Bytes sessionId)
      throws StoryException, InterruptedException {
    long end = System.nanoTime() + Await.DEADLINE.toNanos();
    while (true) {
      AuditEvent event = find(kind, sessionId.toHex());
      if (event != null) {
        return event;
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new StoryException(
            "the audit log has no event " + kind + " of session " + sessionId.toHex());
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  synchronized int size() {
    return latest.size();
  }

  private @Nullable AuditEvent find(AuditEvent.Kind kind, String sessionId) {
    for (AuditEvent event : latest) {
      if (event.kind() == kind && event.sessionId().equals(sessionId)) {
        return event;
      }
    }
    return null;
  }
}
