package dev.skep.itest.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does with {@code bin/skep server}. */
class ServerProcessIT {
  /** What a shell reports for a process that a SIGTERM ended: 128 + 15. */
  private static final int TERMINATED = 143;

  private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);
  private static final Map<String, String> ANY_PORT = Map.of("SKEP_PORT", "0");

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void copyTheDistribution() throws IOException {
    home = Copies.copyTo(folder.resolve("skep in a folder with blanks"));
  }

  @Test
  void bundleDroppedIntoDeployRunsIsReplacedAndGoesWhileTheServerRuns() throws Exception {
    Path jar = home.resolve("deploy/dropped-in.jar");
    Path mark = home.resolve("data").resolve(DropInActivator.MARK);
    try (ServerProcess server = start(ANY_PORT, "server")) {
      server.awaitReady();

      DropInBundle.writeTo(jar, "1.0.0", DropInActivator.class);
      server.awaitThat("started the new bundle", () -> contains(mark, "1.0.0"));
      DropInBundle.writeTo(jar, "1.0.1", DropInActivator.class);
      server.awaitThat("updated the bundle", () -> contains(mark, "1.0.1"));
      Files.delete(jar);
      server.awaitThat("stopped the bundle", () -> !Files.exists(mark));
    }
  }

  @Test
  void sigtermStopsTheBundlesAndEndsWithinTheDeadline() throws Exception {
    Path mark = home.resolve("data").resolve(DropInActivator.MARK);
    DropInBundle.writeTo(home.resolve("deploy/dropped-in.jar"), "1.0.0", DropInActivator.class);
    try (ServerProcess server = start(ANY_PORT, "server")) {
      server.awaitReady();
      server.awaitThat("started the bundle", () -> contains(mark, "1.0.0"));

      server.terminate();

      assertThat(server.awaitExit(STOP_DEADLINE)).isEqualTo(TERMINATED);
      assertThat(mark).as("removed by the bundle's stop").doesNotExist();
    }
  }

  @Test
  void refusesAPortThatIsTakenAndSaysWhatToDo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerProcess server =
            start(Map.of("SKEP_PORT", Integer.toString(taken.getLocalPort())), "server")) {
      assertThat(server.awaitExit(ServerProcess.DEADLINE)).isEqualTo(1);
      assertThat(server.output())
          .contains("cannot listen on 127.0.0.1 port " + taken.getLocalPort(), "SKEP_PORT")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void refusesABundleThatDoesNotResolveAndNamesWhatItMisses() throws Exception {
    Files.delete(jar(home.resolve("bundle"), "org.osgi.util.promise"));
    try (ServerProcess server = start(ANY_PORT, "server")) {
      assertThat(server.awaitExit(ServerProcess.DEADLINE)).isEqualTo(1);
      assertThat(server.output())
          .contains(
              "org.osgi.service.component", "needs", "osgi.wiring.package=org.osgi.util.promise")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void startsThroughASymbolicLinkAndKeepsItsDataWhereItIsTold() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), home.resolve("bin/skep"));
    Path linkedHome = Files.createDirectories(folder.resolve("elsewhere/bin")).getParent();
    Files.createSymbolicLink(linkedHome.resolve("bin/skep"), link);
    Path data = folder.resolve("my data");
    try (ServerProcess server =
        ServerProcess.start(
            linkedHome,
            folder.resolve("output"),
            Map.of("SKEP_PORT", "0", "SKEP_DATA", data.toString()),
            "server")) {
      assertThat(server.awaitReady()).startsWith("http://127.0.0.1:");
      assertThat(data.resolve("log/skep.log")).exists();
      assertThat(home.resolve("data")).doesNotExist();
    }
  }

  @Test
  void saysHowToUseItAndEndsWithAStatusThatSaysWhetherItWasAskedFor() throws Exception {
    assertThat(status("help")).isZero();
    assertThat(status("version")).isZero();
    assertThat(status()).isEqualTo(2);
    assertThat(status("sevrer")).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("output")))
        .contains("unknown command \"sevrer\"", "usage: skep");
  }

  @Test
  void demoEndsWithTheStatusThatItsBundleGives() throws Exception {
    Path demo = home.resolve("demo");
    Files.delete(jar(demo, "skep-demo"));
    DropInBundle.writeTo(demo.resolve("ending.jar"), "1.0.0", EndingActivator.class);
    try (ServerProcess run = start(Map.of(), "demo")) {
      assertThat(run.awaitExit(ServerProcess.DEADLINE))
          .as(run.output())
          .isEqualTo(EndingActivator.STATUS);
    }
  }

  @Test
  void demoTellsItsWholeStoryAndEndsWell() throws Exception {
    try (ServerProcess run = start(Map.of(), "demo")) {
      assertThat(run.awaitExit(ServerProcess.DEADLINE)).as(run.output()).isZero();
      assertThat(run.output())
          .contains("Everything expected happened")
          .doesNotContain("[FAILED]", " WARN ", " ERROR ");
    }
  }

  @Test
  void newServerTrustsNobodyAndCertifiesNothingAndSaysSoOnce() throws Exception {
    try (ServerProcess server = start(ANY_PORT, "server")) {
      HttpPeer peer = new HttpPeer(server.awaitReady());

      assertThat(peer.offer()).contains("DHKEM-P256-HKDF-SHA256", "RSA-OAEP-256");
      assertThat(server.output().lines().filter(line -> line.contains(" WARN ")))
          .hasSize(2)
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains(
                          "no device is trusted", home.resolve("data/trust/anchors").toString()))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains("nothing is certified", home.resolve("data/ca.p12").toString()));
      assertThat(server.output()).doesNotContain(" ERROR ");
    }
  }

  @Test
  void serverWithoutTheNativeLibraryUsesTheNextEngineAndSaysSoOnce() throws Exception {
    Map<String, String> environment =
        Map.of(
            "SKEP_PORT",
            "0",
            "JAVA_OPTS",
            "-Dcom.amazon.corretto.crypto.provider.useExternalLib=true");
    try (ServerProcess server = start(environment, "server")) {
      HttpPeer peer = new HttpPeer(server.awaitReady());

      assertThat(peer.offer()).contains("DHKEM-P256-HKDF-SHA256", "RSA-OAEP-256");
      assertThat(server.output().lines().filter(line -> line.contains("Corretto")))
          .singleElement()
          .asString()
          .contains(" WARN ", "AmazonCorrettoCryptoProvider does not load");
      assertThat(server.output()).doesNotContain(" ERROR ");
    }
  }

  @Test
  void serverThatHasItsKeysInTheDatabaseStartsWithoutAnError() throws Exception {
    try (ServerProcess server = start(ANY_PORT, "server")) {
      new HttpPeer(server.awaitReady()).offer();
      server.terminate();
      server.awaitExit(STOP_DEADLINE);
    }
    try (ServerProcess server = start(ANY_PORT, "server")) {
      HttpPeer peer = new HttpPeer(server.awaitReady());
      server.awaitThat("with its database", () -> server.output().contains("the stores are in"));
      server.awaitThat("offering RSA", () -> peer.offer().contains("RSA-OAEP-256"));
      assertThat(server.output()).doesNotContain(" ERROR ");
    }
  }

  @Test
  void exitInTheShellEndsTheServer() throws Exception {
    try (ServerProcess server = start(ANY_PORT, "shell")) {
      server.type("exit");
      assertThat(server.awaitExit(ServerProcess.DEADLINE)).isZero();
      assertThat(server.output()).contains("SKEP is ready").doesNotContain("Exception");
    }
  }

  @Test
  void policyFileThatIsEditedCountsWithoutARestart() throws Exception {
    Path policy = home.resolve("conf/dev.skep.server.core.config");
    try (ServerProcess server = start(ANY_PORT, "server")) {
      HttpPeer peer = new HttpPeer(server.awaitReady());
      assertThat(peer.offer()).contains("RSA-OAEP-256", "urn:skep:unnamed-issuer");

      String edited =
          Files.readString(policy)
              .replace("\"DHKEM-X25519-HKDF-SHA256\", \\\n", "\\\n")
              .replace("  \"RSA-OAEP-256\" ]", "]")
              .replace("urn:skep:unnamed-issuer", "https://issuer.example");
      Files.writeString(policy, edited);

      server.awaitThat("offering what was edited", () -> !peer.offer().contains("RSA-OAEP-256"));
      assertThat(peer.offer())
          .contains("DHKEM-P256-HKDF-SHA256", "https://issuer.example")
          .doesNotContain("X25519");
    }
  }

  @Test
  void refusesAPortThatIsNoNumber() throws Exception {
    try (ServerProcess server = start(Map.of("SKEP_PORT", "8o80"), "server")) {
      assertThat(server.awaitExit(ServerProcess.DEADLINE)).isEqualTo(2);
      assertThat(server.output()).contains("SKEP_PORT is \"8o80\"");
    }
  }

  private int status(String... arguments) throws Exception {
    try (ServerProcess run = start(Map.of(), arguments)) {
      return run.awaitExit(ServerProcess.DEADLINE);
    }
  }

  private ServerProcess start(Map<String, String> environment, String... arguments)
      throws IOException {
    return ServerProcess.start(home, folder.resolve("output"), environment, arguments);
  }

  private static Path jar(Path folder, String artifactId) throws IOException {
    try (var found = Files.newDirectoryStream(folder, artifactId + "-*.jar")) {
      return found.iterator().next();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.exists(file) && Files.readString(file).equals(text);
    } catch (IOException e) {
      return false;
    }
  }
}
