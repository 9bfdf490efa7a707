package dev.skep.itest.card;

import dev.skep.itest.server.ServerProcess;
import java.nio.file.Path;
import java.util.stream.Stream;
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
          String begin = "begin " + what + " " + asked[0];
          String end = "end " + what + " " + asked[0]++;
          try {
            shell.type("echo \"" + begin + "\"; skep:se; echo \"" + end + "\"");
            shell.awaitThat(end, () -> shell.output().contains(end));
          } catch (Exception e) {
            throw new AssertionError(e);
          }
          String answer = shell.output();
          answer = answer.substring(answer.indexOf(begin), answer.indexOf(end));
          return Stream.of(wanted).allMatch(answer::contains);
        });
  }
}
