package dev.skep.itest.card;

import dev.skep.itest.server.Copies;
import dev.skep.itest.server.ServerProcess;
import dev.skep.se.pcsc.applet.SkepApplet;
import dev.skep.se.pcsc.simulator.PcscDaemon;
import dev.skep.se.pcsc.simulator.SimulatedCard;
import dev.skep.se.pcsc.simulator.VirtualReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A holder's desk: pcscd with a reader, a card, and a copy of the distribution. */
final class CardDesk implements AutoCloseable {
  private static final String AID = "f0534b455001";

  final PcscDaemon daemon;
  final VirtualReader reader;
  private final Path home;
  private final Path folder;
  private int runs;

  /** What a command printed, and its exit status. */
  record Ended(int status, String output) {
    Ended well() {
      if (status != 0) {
        throw new AssertionError("ended with " + status + ":\n" + output);
      }
      return this;
    }
  }

  private CardDesk(PcscDaemon daemon, Path folder) throws IOException {
    this.daemon = daemon;
    this.folder = folder;
    this.reader = new VirtualReader(daemon.port(0), SimulatedCard.of(AID, SkepApplet.class));
    this.home = Copies.copyTo(folder.resolve("holder"));
  }

  /** Sets it up; skips the test where pcscd is missing and may be. */
  static CardDesk open(Path folder) throws IOException {
    PcscDaemon.reasonToSkip().ifPresent(Assumptions::abort);
    return new CardDesk(PcscDaemon.start(), folder);
  }

  /** Runs a holder's command to its end. */
  Ended run(String... arguments) throws Exception {
    return type("", arguments);
  }

  /** As {@link #run}, and types lines. */
  Ended type(String lines, String... arguments) throws Exception {
    try (ServerProcess command = start("run " + runs++, arguments)) {
      if (!lines.isEmpty()) {
        command.type(lines);
      }
      int status = command.awaitExit(ServerProcess.DEADLINE);
      return new Ended(status, command.output());
    }
  }

  /** Starts {@code bin/skep}, which finds this desk's pcscd. */
  ServerProcess start(String name, String... arguments) throws IOException {
    Map<String, String> environment =
        Map.of(
            "PCSCLITE_CSOCK_NAME", daemon.socket().toString(),
            "SKEP_PORT", "0",
            "SKEP_DATA", folder.resolve("data").toString());
    return ServerProcess.start(home, folder.resolve(name), environment, arguments);
  }

  @Override
  public void close() {
    reader.close();
    daemon.close();
  }
}
