package dev.skep.itest.card;

import dev.skep.itest.server.ServerProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One container sees cards and readers come and go, and pcscd end and come back. */
class CardsComeAndGoIT {
  private static final String CARD = "pcsc:";

  @TempDir Path folder;

  @Test
  void shellListsReadersAndCardsAsTheyComeAndGo() throws Exception {
    try (CardDesk desk = CardDesk.open(folder);
        ServerProcess shell = desk.start("shell.output", "shell")) {
      shell.awaitReady();
      String reader = desk.daemon.readerNames().get(0);
      awaits(shell, "an empty reader", reader, "no card");
      desk.reader.insert();
      awaits(shell, "a card", reader, CARD, "blank");
      desk.reader.eject();
      awaits(shell, "no card any more", reader, "no card");
      desk.daemon.stop();
      awaits(shell, "no reader", "pcscd");
      desk.daemon.restart();
      desk.reader.insert();
      awaits(shell, "the card again", reader, CARD, "blank");
    }
  }

  /** Asks again and again until the newest answer has all that is wanted. */
  private static void awaits(ServerProcess shell, String what, String... wanted) throws Exception {
    int[] asked = {0};
    shell.awaitThat(
        what,
        () -> {
          String mark = "asked " + what + " " + asked[0]++;
          try {
            shell.type("echo \"" + mark + "\"; skep:se; echo \"end of " + mark + "\"");
            shell.awaitThat(mark, () -> shell.output().contains("\nend of " + mark + "\n"));
          } catch (Exception e) {
            throw new AssertionError(e);
          }
          String answer = shell.output();
          answer = answer.substring(answer.lastIndexOf("\n" + mark + "\n"));
          for (String part : wanted) {
            if (!answer.contains(part)) {
              return false;
            }
          }
          return true;
        });
  }
}
