package dev.skep.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.api.issuer.StoreException;
import dev.skep.store.jdbc.internal.database.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A database that goes away and comes back. */
class OutageTest {
  private static final Instant EXPIRY = TestClock.START.plusSeconds(60);

  @TempDir Path folder;

  private EmbeddedPostgres server(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(folder.resolve("data"))
        .setCleanDataDirectory(false)
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void callsFailWithAdviceWhilePostgresIsAwayAndWorkAgainByThemselves() throws Exception {
    int port = freePort();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setPortNumbers(new int[] {port});
    source.setUser("postgres");
    source.setDatabaseName("postgres");
    EmbeddedPostgres running = server(port);
    StoreOptions options =
        new StoreOptions(
            new PoolOptions(2, Duration.ofMillis(500), Duration.ofSeconds(5)),
            Nodes.options(2).rules(),
            Duration.ofDays(1));
    try (JdbcStores node = JdbcStores.open(source, options, new TestClock())) {
      assertThat(node.sessions().claim(Samples.session(1), EXPIRY)).isTrue();
      running.close();

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> node.sessions().claim(Samples.session(2), EXPIRY))
          .withMessageContaining("does not answer")
          .withMessageContaining("check that it runs");
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> JdbcStores.open(source, options, new TestClock()))
          .withMessageContaining("check that it runs");

      running = server(port);
      assertThat(awaitAnswer(node)).isFalse();
      assertThat(node.sessions().claim(Samples.session(3), EXPIRY)).isTrue();
    } finally {
      running.close();
    }
  }

  /** What a second claim gives as soon as the database answers. */
  private static boolean awaitAnswer(JdbcStores node) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      try {
        return node.sessions().claim(Samples.session(1), EXPIRY);
      } catch (StoreException e) {
        assertThat(System.nanoTime()).as("still: %s", e.getMessage()).isLessThan(end);
      }
    }
  }

  @Test
  void storesOnH2GoOnWhenACallersThreadWasInterrupted() throws Exception {
    try (JdbcStores node =
        JdbcStores.open(Engine.h2(folder.resolve("h2")), Nodes.options(4), new TestClock())) {
      for (int i = 0; i < 50; i++) {
        Thread.currentThread().interrupt();
        boolean claimed = node.sessions().claim(Samples.session(i), EXPIRY);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(claimed).isTrue();
      }
      assertThat(node.sessions().claim(Samples.session(0), EXPIRY)).isFalse();
    }
  }

  @Test
  void closedStoresRefuseAndLeaveTheirFileToOthers() throws Exception {
    JdbcStores node =
        JdbcStores.open(Engine.h2(folder.resolve("h2")), Nodes.options(2), new TestClock());
    node.close();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> node.sessions().claim(Samples.session(1), EXPIRY));
    try (org.h2.mvstore.MVStore file =
        new org.h2.mvstore.MVStore.Builder()
            .fileName(folder.resolve("h2.mv.db").toString())
            .open()) {
      assertThat(file.getMapNames()).isNotEmpty();
    }
  }
}
