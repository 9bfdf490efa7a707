package dev.skep.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.AuditEvent.Kind;
import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.CertificateEntry.Status;
import dev.skep.api.issuer.RevocationReason;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoredSession;
import dev.skep.store.jdbc.internal.database.Database;
import dev.skep.store.jdbc.internal.housekeeping.Housekeeping;
import dev.skep.store.jdbc.internal.housekeeping.Purged;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class HousekeepingContractTest {
  private static final Duration GRACE = Nodes.options(1).rules().claimGrace();
  private static final Instant EXPIRY = TestClock.START.plusSeconds(60);
  private static final Bytes ID = Samples.session(1);

  private final TestClock clock = new TestClock();
  private final Nodes nodes;
  private JdbcStores node;
  private SessionStore sessions;
  private Database database;
  private Housekeeping housekeeping;

  HousekeepingContractTest(Engine engine) {
    nodes = new Nodes(engine);
  }

  @BeforeEach
  void open() throws Exception {
    node = nodes.start(clock);
    sessions = node.sessions();
    database = Database.open(nodes.source(), Nodes.options(2).pool());
    housekeeping = new Housekeeping(database, Nodes.options(2).rules(), clock, clock::nanoTime);
  }

  @AfterEach
  void close() {
    database.close();
    nodes.close();
  }

  @Test
  @DisplayName("attack 72: a used session id is kept until its expiry, to the moment")
  void keepsAClaimUntilItsExpiryAndTheGraceAreOver() throws Exception {
    sessions.claim(ID, EXPIRY.plusNanos(1));

    clock.advance(Duration.ofSeconds(60).plus(GRACE));
    assertThat(housekeeping.run().claims()).as("a nanosecond too early").isZero();
    assertThat(sessions.claim(ID, EXPIRY)).isFalse();
    clock.advance(Duration.ofMillis(1));
    assertThat(housekeeping.run().claims()).isEqualTo(1);
  }

  @Test
  @DisplayName("attack 72: a clock that goes back brings no used session id to life")
  void keepsAClaimWhenTheClockGoesBack() throws Exception {
    sessions.claim(ID, EXPIRY);
    clock.advance(Duration.ofDays(-30));

    assertThat(housekeeping.run()).isEqualTo(new Purged(0, 0, 0, 0));
    assertThat(sessions.claim(ID, EXPIRY)).isFalse();
  }

  @Test
  @DisplayName("attack 72: a clock that jumps forward and back purges no used session id")
  void keepsAClaimWhenTheClockJumpsForward() throws Exception {
    Housekeeping steady = new Housekeeping(database, Nodes.options(2).rules(), clock, () -> 0);
    sessions.claim(ID, EXPIRY);
    clock.advance(Duration.ofDays(30));
    assertThat(steady.run().claims()).isZero();
    clock.advance(Duration.ofDays(-30));

    assertThat(sessions.claim(ID, EXPIRY)).isFalse();
  }

  @Test
  @DisplayName("attack 72: a node whose clock is ahead of the database's purges nothing for others")
  void keepsAClaimThatIsExpiredByThisNodesClockOnly() throws Exception {
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofDays(10));
    sessions.claim(ID, Instant.now().plus(Duration.ofHours(1)));

    assertThat(
            new Housekeeping(database, Nodes.options(2).rules(), ahead, System::nanoTime)
                .run()
                .claims())
        .isZero();
  }

  @Test
  void removesExpiredStatesAndLeavesTheOthers() throws Exception {
    sessions.write(ID, new StoredSession(0, Bytes.EMPTY, EXPIRY));
    sessions.write(Samples.session(2), new StoredSession(0, Bytes.EMPTY, EXPIRY.plusSeconds(60)));
    clock.advance(Duration.ofSeconds(60));

    assertThat(housekeeping.run().sessions()).isEqualTo(1);
    assertThat(nodes.number("SELECT COUNT(*) FROM skep_sessions")).isEqualTo(1);
    assertThat(sessions.find(Samples.session(2))).isPresent();
  }

  @Test
  void removesMoreThanOneStepOfRows() throws Exception {
    try (Connection connection = nodes.source().getConnection()) {
      try (var insert =
          connection.prepareStatement(
              "INSERT INTO skep_claims (session_id, expires_at) VALUES (?, ?)")) {
        for (int i = 0; i < 2500; i++) {
          insert.setBytes(1, Samples.session(i).toArray());
          insert.setLong(2, EXPIRY.toEpochMilli());
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
    clock.advance(Duration.ofDays(1));

    assertThat(housekeeping.run().claims()).isEqualTo(2500);
    assertThat(nodes.number("SELECT COUNT(*) FROM skep_claims")).isZero();
  }

  @Test
  void revokesWhatIsPendingLongAfterItsSession() throws Exception {
    node.enrollments().create(Samples.terms("A1", "alice"));
    node.enrollments().begin("A1", ID, List.of(Samples.certificate("1")));
    clock.advance(Duration.ofDays(2));
    assertThat(housekeeping.run().certificates()).isZero();
    sessions.write(
        ID, new StoredSession(0, Bytes.EMPTY, clock.instant().plus(Duration.ofHours(1))));
    clock.advance(Duration.ofMillis(1));
    assertThat(housekeeping.run().certificates()).as("its session is alive").isZero();

    clock.advance(Duration.ofHours(1));
    assertThat(housekeeping.run().certificates()).isEqualTo(1);
    CertificateEntry entry = node.certificates().find("1").orElseThrow();
    assertThat(entry.status()).isEqualTo(Status.REVOKED);
    assertThat(entry.revocation().orElseThrow().reason())
        .isEqualTo(RevocationReason.CESSATION_OF_OPERATION);
  }

  @Test
  void removesAuditEventsThatAreOldEnough() throws Exception {
    node.audit()
        .record(
            new AuditEvent(
                clock.instant(), Kind.OFFERED, "", "", Optional.empty(), List.of(), Map.of()));
    node.close();
    clock.advance(Duration.ofDays(90));
    assertThat(housekeeping.run().auditEvents()).isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(housekeeping.run().auditEvents()).isEqualTo(1);
  }
}
