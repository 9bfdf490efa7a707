package dev.skep.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.ProvisionedSecurityElement;
import dev.skep.itest.cluster.IssuerHome.Node;
import dev.skep.itest.session.DeviceCa;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes on one PostgreSQL, of which one is killed and comes back. */
class ClusterIT {
  private static final int NODES = 3;
  private static final int HOLDERS = 4;
  private static final int ENROLMENTS = 60;

  @TempDir Path folder;

  @Test
  void everyHolderThatRetriesIsEnrolledOnceWhileANodeIsKilledAndComesBack() throws Exception {
    DeviceCa maker = new DeviceCa("CN=Device CA of the cluster");
    List<Node> nodes = new ArrayList<>();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      IssuerHome home = new IssuerHome(folder, maker);
      home.shareDatabase(
          "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres", "postgres");
      for (int i = 0; i < NODES; i++) {
        nodes.add(home.start("node-" + i));
      }
      Map<String, String> codes = home.vouchers(nodes.get(0), "employee-badge", ENROLMENTS);
      try (RoundRobin balancer = new RoundRobin(addresses(nodes));
          Holders holders = new Holders(HOLDERS, folder, maker, balancer.address(), codes)) {
        holders.start();
        nodes
            .get(1)
            .process()
            .awaitThat("a third enrolled", () -> holders.done() >= ENROLMENTS / 3);
        nodes.get(1).process().kill();
        nodes
            .get(0)
            .process()
            .awaitThat("two thirds enrolled", () -> holders.done() >= 2 * ENROLMENTS / 3);
        nodes.set(1, home.start("node-1"));
        balancer.replace(1, URI.create(nodes.get(1).address()));
        holders.await();

        check(new Ledger(postgres.getPostgresDatabase()), holders);
        print(nodes, balancer, holders);
      }
    } finally {
      nodes.forEach(node -> node.process().close());
    }
  }

  private static List<URI> addresses(List<Node> nodes) {
    return nodes.stream().map(node -> URI.create(node.address())).toList();
  }

  private static void check(Ledger ledger, Holders holders) throws Exception {
    Map<String, Bytes> acknowledged = holders.acknowledged();
    assertThat(acknowledged).as("every holder ends enrolled").hasSize(ENROLMENTS);
    assertThat(new HashSet<>(acknowledged.values()))
        .as("in sessions of their own")
        .hasSize(ENROLMENTS);
    for (Map.Entry<String, Bytes> one : acknowledged.entrySet()) {
      assertThat(ledger.completed(one.getKey(), one.getValue()))
          .as("what was acknowledged to " + one.getKey() + " is in the database")
          .isEqualTo(1);
      assertThat(ledger.activeCertificates(one.getKey()))
          .as("one active certificate of " + one.getKey())
          .isEqualTo(1);
    }
    assertThat(ledger.acceptedTwice()).as("no session was accepted twice").isZero();
    assertThat(ledger.managementKeys()).as("the nodes agree on one management key").isEqualTo(1);
    for (Holder holder : holders.all()) {
      assertThat(((ProvisionedSecurityElement) holder.element()).objects())
          .as("each enrolment of the same issuer replaced the one before")
          .filteredOn(ProvisionedObject.Key.class::isInstance)
          .hasSize(1);
    }
  }

  private static void print(List<Node> nodes, RoundRobin balancer, Holders holders) {
    System.out.printf(
        "cluster: %d nodes, %d holders, %d enrolments acknowledged in %d ceremonies, 1 kill -9;"
            + " requests answered by the nodes: %d, %d, %d; lost: %d; failures: %s%n",
        nodes.size(),
        HOLDERS,
        holders.done(),
        holders.tries(),
        balancer.forwarded(0),
        balancer.forwarded(1),
        balancer.forwarded(2),
        balancer.lost(),
        holders.reasons());
  }
}
