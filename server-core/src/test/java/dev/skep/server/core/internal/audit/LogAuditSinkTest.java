package dev.skep.server.core.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Rejection;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.AuditEvent.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LogAuditSinkTest {
  private static AuditEvent event(String device) {
    return new AuditEvent(
        Instant.EPOCH,
        Kind.REJECTED,
        "0102",
        "127.0.0.1",
        Optional.of(new Rejection("S-12", "the attestation does not verify")),
        List.of(),
        Map.of("device", device));
  }

  @Test
  void writesOneLineWithTheExactReason() {
    assertThat(LogAuditSink.line(event("CN=card")))
        .isEqualTo(
            "REJECTED session=\"0102\" peer=\"127.0.0.1\" rule=\"S-12\" reason=\"the attestation"
                + " does not verify\" device=\"CN=card\"");
  }

  @Test
  @DisplayName("attack 77: a subject name with line breaks, quotes and control characters")
  void escapesWhatAPeerChose() {
    String line = LogAuditSink.line(event("CN=a\r\nESTABLISHED session=\"ff\" \u001b[2J\\"));
    assertThat(line)
        .doesNotContain("\r", "\n", "\u001b")
        .contains("\\u000d\\u000aESTABLISHED session=\\\"ff\\\"")
        .endsWith("\\\\\"");
  }

  @Test
  void shortensLongValues() {
    assertThat(LogAuditSink.line(event("x".repeat(10_000)))).hasSizeLessThan(500).endsWith("…\"");
  }

  @Test
  void goesOnWhenASinkFails() {
    List<Kind> seen = new ArrayList<>();
    AuditTrail trail = new AuditTrail();
    trail.add(
        event -> {
          throw new IllegalStateException("a broken sink");
        });
    trail.add(event -> seen.add(event.kind()));
    new AuditEvents(trail, Clock.systemUTC(), "peer").report(Kind.OFFERED);
    assertThat(seen).containsExactly(Kind.OFFERED);
  }
}
