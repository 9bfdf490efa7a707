package dev.skep.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.itest.cluster.IssuerHome.Node;
import dev.skep.itest.session.DeviceCa;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One server with its embedded database, killed in the middle of enrolments. */
class CrashRecoveryIT {
  private static final int HOLDERS = 3;
  private static final int ENROLMENTS = 30;

  @TempDir Path folder;

  @Test
  void restartAfterKillHasEveryAcknowledgedEnrolmentAndGoesOn() throws Exception {
    DeviceCa maker = new DeviceCa("CN=Device CA of the survivors");
    IssuerHome home = new IssuerHome(folder, maker);
    Node node = home.start("node");
    try {
      Map<String, String> codes = home.vouchers(node, "employee-badge", ENROLMENTS);
      try (RoundRobin balancer = new RoundRobin(List.of(URI.create(node.address())));
          Holders holders = new Holders(HOLDERS, folder, maker, balancer.address(), codes)) {
        holders.start();
        for (int third = 1; third <= 2; third++) {
          int enough = third * ENROLMENTS / 3;
          node.process().awaitThat(enough + " enrolled", () -> holders.done() >= enough);
          node.process().kill();
          node = home.start("node");
          balancer.replace(0, URI.create(node.address()));
        }
        holders.await();
        node.process().terminate();
        node.process().awaitExit(java.time.Duration.ofSeconds(30));

        check(node, holders);
        System.out.printf(
            "crash recovery: %d enrolments acknowledged in %d ceremonies over 2 kill -9;"
                + " requests lost: %d; failures: %s%n",
            holders.done(), holders.tries(), balancer.lost(), holders.reasons());
      }
    } finally {
      node.process().close();
    }
  }

  private static void check(Node node, Holders holders) throws Exception {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:file:" + node.data().resolve("db/skep") + ";IFEXISTS=TRUE");
    database.setUser("sa");
    database.setPassword("");
    Ledger ledger = new Ledger(database);
    assertThat(holders.acknowledged()).hasSize(ENROLMENTS);
    for (Map.Entry<String, Bytes> one : holders.acknowledged().entrySet()) {
      assertThat(ledger.completed(one.getKey(), one.getValue()))
          .as("what was acknowledged to " + one.getKey() + " survived")
          .isEqualTo(1);
    }
    assertThat(ledger.acceptedTwice()).as("no session was accepted twice").isZero();
  }
}
