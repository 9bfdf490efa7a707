package dev.skep.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.itest.cluster.IssuerHome.Node;
import dev.skep.itest.server.ServerJvm;
import dev.skep.itest.session.DeviceCa;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is flooded while holders enrol. The numbers are small, so that it takes seconds;
 * the long run is
 *
 * <pre>
 * mvn verify -pl distribution/itest -am -Dit.test=FloodLoadIT -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
 *   -Dfailsafe.failIfNoSpecifiedTests=false \
 *   -Dskep.flood.offers=100000 -Dskep.flood.rejections=20000 -Dskep.flood.enrolments=600
 * </pre>
 */
class FloodLoadIT {
  private static final int OFFERS = Integer.getInteger("skep.flood.offers", 2_000);
  private static final int REJECTIONS = Integer.getInteger("skep.flood.rejections", 300);
  private static final int ENROLMENTS = Integer.getInteger("skep.flood.enrolments", 10);
  private static final int HOLDERS = 2;
  private static final int SLOW = 40;

  /** What the embedded database keeps of its pages, and noise. */
  private static final long FLAT_BYTES = 16L << 20;

  /** Of the holders, whose connections stay open for the next request, and of the database. */
  private static final int MORE_FILES = 12;

  /**
   * That the first enrolment starts and that stay, as the audit log's; far fewer than slow peers.
   */
  private static final long MORE_THREADS = 4;

  @TempDir Path folder;

  @Test
  @DisplayName("attacks 69 and 70: in a flood honest holders enrol, and memory stays flat")
  void enrolsHonestHoldersInAFloodAndKeepsNothingOfIt() throws Exception {
    DeviceCa maker = new DeviceCa("CN=Device CA of the flooded");
    IssuerHome home = new IssuerHome(folder, maker);
    home.change("dev.skep.server.http", Map.of("trusted.proxies", "[ \"127.0.0.1\" ]"));
    Node node = home.start("node");
    URI address = URI.create(node.address());
    try (ServerJvm server = ServerJvm.of(node.process())) {
      Map<String, String> codes = home.vouchers(node, "employee-badge", ENROLMENTS);
      try (Holders holders = new Holders(HOLDERS, folder, maker, address, codes);
          Flood flood = new Flood(address, holders.all().get(0).element())) {
        long started = System.nanoTime();
        flood.run(OFFERS / 5, REJECTIONS / 5);
        long heap = server.usedHeapBytes();
        long files = server.openFiles();
        long threads = server.threads();

        holders.start();
        try (SlowPeers slow = new SlowPeers(address, SLOW)) {
          flood.run(OFFERS * 2 / 5, REJECTIONS * 2 / 5);
          flood.run(OFFERS * 2 / 5, REJECTIONS * 2 / 5);
        }
        holders.await();

        checkAnswers(flood, (System.nanoTime() - started) / 1_000_000_000 + 1);
        assertThat(holders.acknowledged()).hasSize(ENROLMENTS);
        assertThat(holders.reasons()).as("why ceremonies of honest holders failed").isEmpty();
        node.process()
            .awaitThat(
                "rid of the flood's connections", () -> server.openFiles() <= files + MORE_FILES);
        long end = server.usedHeapBytes();
        System.out.printf(
            "flood: %s in %d s, %d enrolments; heap %d KB, then %d KB%n",
            flood.statuses(),
            (System.nanoTime() - started) / 1_000_000_000,
            holders.done(),
            heap >> 10,
            end >> 10);
        assertThat(end).as("heap in use").isLessThan(heap + FLAT_BYTES);
        assertThat(server.threads())
            .as("threads outside the pools")
            .isLessThanOrEqualTo(threads + MORE_THREADS);
      }
    } finally {
      node.process().close();
    }
  }

  private static void checkAnswers(Flood flood, long seconds) {
    assertThat(flood.statuses().get("offer")).as("offers to many addresses").containsOnlyKeys(200);
    assertThat(flood.statuses().get("response")).as("wrong responses").containsOnlyKeys(403);
    assertThat(flood.statuses().get("offer to one")).containsOnlyKeys(200, 429);
    assertThat(flood.count("offer", 200)).isGreaterThanOrEqualTo(OFFERS * 9 / 10);
    assertThat(flood.count("response", 403)).isGreaterThanOrEqualTo(REJECTIONS * 9 / 10);
    assertThat((long) flood.count("offer to one", 200))
        .as("what one address gets: 120 at once, and 10 a second")
        .isBetween(120L, 120 + 10 * seconds);
  }
}
