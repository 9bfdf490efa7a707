package dev.skep.demo.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Rejection;
import dev.skep.api.issuer.AuditEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AuditLogTest {
  private static final Bytes SESSION = Bytes.hex("00ff");

  private final AuditLog log = new AuditLog();

  @Test
  void findsTheLatestEventOfAKindAndSession() throws Exception {
    log.record(event(AuditEvent.Kind.REJECTED, "00ff", "S-1"));
    log.record(event(AuditEvent.Kind.REJECTED, "00ff", "S-10"));
    log.record(event(AuditEvent.Kind.ESTABLISHED, "00ff", "S-2"));
    log.record(event(AuditEvent.Kind.REJECTED, "0011", "S-12"));

    assertThat(log.await(AuditEvent.Kind.REJECTED, SESSION).rejection().orElseThrow().rule())
        .isEqualTo("S-10");
  }

  @Test
  void waitsForAnEventThatComesLater() throws Exception {
    CompletableFuture<Void> later =
        CompletableFuture.runAsync(
            () -> log.record(event(AuditEvent.Kind.COMPLETED, "00ff", "S-3")));

    assertThat(log.await(AuditEvent.Kind.COMPLETED, SESSION).sessionId()).isEqualTo("00ff");
    later.join();
  }

  @Test
  void forgetsTheOldestOfVeryManyEvents() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      log.record(event(AuditEvent.Kind.OFFERED, Integer.toString(i), "none"));
    }
    log.record(event(AuditEvent.Kind.OFFERED, "00ff", "latest"));

    assertThat(log.await(AuditEvent.Kind.OFFERED, SESSION).rejection().orElseThrow().rule())
        .isEqualTo("latest");
    assertThat(log.size()).isEqualTo(1_000);
  }

  private static AuditEvent event(AuditEvent.Kind kind, String sessionId, String rule) {
    return new AuditEvent(
        Instant.EPOCH,
        kind,
        sessionId,
        "peer",
        Optional.of(new Rejection(rule, "reason")),
        List.of(),
        Map.of());
  }
}
