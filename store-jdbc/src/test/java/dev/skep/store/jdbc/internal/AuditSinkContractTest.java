package dev.skep.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Rejection;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.AuditEvent.Kind;
import dev.skep.api.issuer.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class AuditSinkContractTest {
  private final TestClock clock = new TestClock();
  private final Nodes nodes;

  AuditSinkContractTest(Engine engine) {
    nodes = new Nodes(engine);
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private AuditEvent event(String peer, Map<String, String> details) {
    return new AuditEvent(
        clock.instant(),
        Kind.REJECTED,
        "00ff",
        peer,
        Optional.of(new Rejection("S-17", "the attestation is wrong")),
        List.of("chain", "time"),
        details);
  }

  private Map<String, Object> row() throws SQLException {
    try (Connection connection = nodes.source().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM skep_audit")) {
      assertThat(result.next()).isTrue();
      Map<String, Object> row = new TreeMap<>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        row.put(
            result.getMetaData().getColumnName(i).toLowerCase(java.util.Locale.ROOT),
            result.getObject(i));
      }
      return row;
    }
  }

  @Test
  void keepsWhatAnEventSays() throws Exception {
    nodes.start(clock).audit().record(event("192.0.2.1", Map.of("suite", "a", "device", "b")));
    nodes.close();

    assertThat(row())
        .containsEntry("happened_at", TestClock.START.toEpochMilli())
        .containsEntry("kind", "REJECTED")
        .containsEntry("session_id", "00ff")
        .containsEntry("peer", "192.0.2.1")
        .containsEntry("rule", "S-17")
        .containsEntry("reason", "the attestation is wrong")
        .containsEntry("checks", "[\"chain\",\"time\"]")
        .containsEntry("details", "{\"device\":\"b\",\"suite\":\"a\"}");
  }

  @Test
  void writesEverythingThatWaitsWhenItIsClosed() throws Exception {
    JdbcStores node = nodes.start(clock);
    for (int i = 0; i < 3000; i++) {
      node.audit().record(event("192.0.2.1", Map.of()));
    }
    node.close();
    node.audit().record(event("192.0.2.1", Map.of()));

    assertThat(nodes.number("SELECT COUNT(*) FROM skep_audit")).isEqualTo(3000);
  }

  @Test
  void keepsWhateverAPeerPutsIntoItsTexts() throws Exception {
    String hostile = "\u0000\ud800\"\\\n\u202e';--" + "x".repeat(5000);
    Map<String, String> details = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      details.put(i + hostile, hostile);
    }
    nodes.start(clock).audit().record(event(hostile, details));
    nodes.close();

    assertThat(row().get("peer").toString()).hasSize(256).startsWith("??\"\\\n");
    assertThat(row().get("details").toString())
        .startsWith("{\"0\\u0000\\ud800\\\"\\\\\\u000a\\u202e';--xxx")
        .endsWith("\"\\u2026\":\"\\u2026\"}")
        .hasSizeLessThanOrEqualTo(16_000);
  }

  @Test
  void returnsAtOnceAndDoesNotThrowWhenTheQueueIsFull() throws StoreException, SQLException {
    JdbcStores node = nodes.start(clock);
    try (Connection blocker = nodes.source().getConnection();
        Statement statement = blocker.createStatement()) {
      boolean h2 = blocker.getMetaData().getDatabaseProductName().equals("H2");
      blocker.setAutoCommit(false);
      // The writer waits until the test lets it go on.
      statement.execute(h2 ? "SET EXCLUSIVE 1" : "LOCK TABLE skep_audit");
      for (int i = 0; i < 4096 + 500; i++) {
        node.audit().record(event("192.0.2.1", Map.of()));
      }
      if (h2) {
        statement.execute("SET EXCLUSIVE 0");
      }
      blocker.rollback();
    }
    node.close();

    assertThat(nodes.number("SELECT COUNT(*) FROM skep_audit")).isBetween(4096L, 4096L + 128);
  }
}
