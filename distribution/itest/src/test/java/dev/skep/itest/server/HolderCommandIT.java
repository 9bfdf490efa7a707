package dev.skep.itest.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a holder does with {@code bin/skep}, without a server. */
class HolderCommandIT {
  @TempDir Path folder;
  private Path home;
  private int runs;

  /** What a command printed, and its exit status. */
  private record Ended(int status, String output) {}

  @BeforeEach
  void copyTheDistribution() throws IOException {
    home = Copies.copyTo(folder.resolve("skep in a folder with blanks"));
    Files.copy(
        home.resolve("conf/dev.skep.se.software-alice.config.example"),
        home.resolve("conf/dev.skep.se.software-alice.config"));
  }

  @Test
  void listsTheElementsAndEndsWell() throws Exception {
    Ended ended = run("se");
    assertThat(ended.output()).contains("soft:alice", "blank", "ES256", "A256GCM");
    assertThat(ended.status()).isZero();
    assertThat(home.resolve("data/holder/se/alice.sealed")).exists();
  }

  @Test
  void startsNothingOfAnIssuer() throws Exception {
    assertThat(run("se").status()).isZero();
    try (Stream<Path> written = Files.list(home.resolve("data"))) {
      assertThat(written).containsExactly(home.resolve("data/holder"));
    }
    assertThat(home.resolve("data/holder/keys")).doesNotExist();
    assertThat(Files.readString(home.resolve("data/holder/log/skep.log")))
        .doesNotContain("jetty", "no device is trusted");
  }

  @Test
  void runsBesideAServer() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(home, folder.resolve("server"), Map.of("SKEP_PORT", "0"), "server")) {
      String address = server.awaitReady();
      assertThat(run("se").status()).isZero();
      Ended refused = run("establish", "--server", address);
      assertThat(refused.output()).contains("soft:alice is not personalised");
      assertThat(refused.status()).isEqualTo(1);
    }
  }

  @Test
  void passesEachArgumentAsItWasTyped() throws Exception {
    String odd = "no \"such\" $HOME 'file' * \\ `x`; exit 7";
    Ended ended = run("verify-attestation", "--in", odd, "--ca", "x");
    assertThat(ended.output()).contains(odd + " does not exist");
    assertThat(ended.status()).isEqualTo(1);
  }

  @Test
  void saysTheUsageOfAWrongCall() throws Exception {
    Ended ended = run("sign", "--se", "soft:alice", "--key", "badge");
    assertThat(ended.output()).contains("is missing", "usage: skep sign [--se ID] --key NAME");
    assertThat(ended.status()).isEqualTo(2);
  }

  @Test
  void refusesASecondContainerOnTheFolder() throws Exception {
    Path data = folder.resolve("data");
    try (ServerProcess server =
        ServerProcess.start(
            home,
            folder.resolve("server"),
            Map.of("SKEP_PORT", "0", "SKEP_DATA", data.toString()),
            "server")) {
      server.awaitReady();
      try (ServerProcess second =
          ServerProcess.start(
              home, folder.resolve("output"), Map.of("SKEP_DATA", data.toString()), "se")) {
        assertThat(second.awaitExit(ServerProcess.DEADLINE)).isEqualTo(1);
        assertThat(second.output()).contains("in use by another SKEP", "SKEP_DATA");
      }
    }
  }

  private Ended run(String... arguments) throws Exception {
    Path output = folder.resolve("output " + runs++);
    try (ServerProcess command = ServerProcess.start(home, output, Map.of(), arguments)) {
      int status = command.awaitExit(ServerProcess.DEADLINE);
      return new Ended(status, command.output());
    }
  }
}
