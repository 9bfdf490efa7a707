package dev.skep.se.pcsc.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.se.pcsc.simulator.VirtualReader.Moment;
import dev.skep.se.pcsc.simulator.probe.ProbeApplet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.TerminalFactory;
import jnasmartcardio.Smartcardio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PcscDaemonTest {
  private static final int SECONDS = 10;

  private final SimulatedCard card = SimulatedCard.of(ProbeApplet.AID, ProbeApplet.class);
  private PcscDaemon daemon;
  private VirtualReader reader;

  @BeforeEach
  void startsTheDaemon() throws IOException {
    PcscDaemon.reasonToSkip().ifPresent(line -> Assumptions.abort(line));
    daemon = PcscDaemon.start();
    reader = new VirtualReader(daemon.port(0), card);
  }

  @AfterEach
  void stopsTheDaemon() {
    if (daemon != null) {
      reader.close();
      daemon.close();
      assertThat(daemon.socket()).doesNotExist();
    }
  }

  @Test
  void carriesApdusFromTheJdksPcsc() throws Exception {
    reader.insert();
    TerminalFactory factory = TerminalFactory.getInstance("PC/SC", null);
    CardChannel channel = connect(factory.terminals().list().get(0));
    assertThat(channel.getCard().getATR().getBytes()).isEqualTo(card.atr());
    byte[] echoed = channel.transmit(extendedEcho(1500)).getData();
    assertThat(echoed).hasSize(1500).containsOnly(0x42);
  }

  @Test
  void namesItsTwoReadersAndSeesCardsComeAndGo() throws Exception {
    List<CardTerminal> terminals = terminals();
    assertThat(terminals).extracting(CardTerminal::getName).isEqualTo(daemon.readerNames());
    for (int slot = 0; slot < 2; slot++) {
      try (VirtualReader each = new VirtualReader(daemon.port(slot), card)) {
        each.insert();
        assertThat(terminals.get(slot).waitForCardPresent(SECONDS * 1000)).isTrue();
        assertThat(terminals.get(1 - slot).isCardPresent()).isFalse();
        each.eject();
        assertThat(terminals.get(slot).waitForCardAbsent(SECONDS * 1000)).isTrue();
      }
    }
  }

  @Test
  void comesBackAfterARestartAndCanLoseItsReaders() throws Exception {
    reader.insert();
    connect(terminals().get(0));
    daemon.restart();
    Await.until(Duration.ofSeconds(SECONDS), () -> !reader.inserted(), () -> "still inserted");
    reader.insert();
    connect(terminals().get(0));
    daemon.restartWithoutReaders();
    assertThat(terminals()).isEmpty();
  }

  @Test
  void takesTheCardOutBeforeOrAfterItsWork() throws Exception {
    for (Moment moment : Moment.values()) {
      reader.insert();
      CardChannel channel = connect(terminals().get(0));
      CountDownLatch out = reader.ejectAt(Trigger.instruction(ProbeApplet.TRANSACTION), moment);
      int value = moment == Moment.BEFORE ? 0x11 : 0x22;
      assertThatThrownBy(
              () -> channel.transmit(new CommandAPDU(0x80, ProbeApplet.TRANSACTION, value, 0)))
          .isInstanceOfAny(CardException.class, RuntimeException.class);
      assertThat(out.await(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(reader.inserted()).isFalse();
      terminals().get(0).waitForCardAbsent(SECONDS * 1000);
      assertThat(ProbeCard.state(card)).startsWith(moment == Moment.BEFORE ? "00" : "22222222");
    }
  }

  @Test
  void aCardThatLosesItsPowerIsGone() throws Exception {
    reader.insert();
    CardChannel channel = connect(terminals().get(0));
    card.cutPowerAtWrite(3);
    assertThatThrownBy(() -> channel.transmit(new CommandAPDU(0x80, ProbeApplet.PLAIN, 0x22, 0)))
        .isInstanceOfAny(CardException.class, RuntimeException.class);
    terminals().get(0).waitForCardAbsent(SECONDS * 1000);
    assertThat(ProbeCard.state(card)).startsWith("22220000");
  }

  @Test
  void isMuteUntilItIsLetGo() throws Exception {
    reader.insert();
    CardChannel channel = connect(terminals().get(0));
    CountDownLatch letGo = new CountDownLatch(1);
    CountDownLatch mute = reader.muteAt(Trigger.command(2), letGo);
    channel.transmit(new CommandAPDU(0x80, ProbeApplet.PLAIN, 0x11, 0));
    CompletableFuture<Integer> answer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return channel.transmit(new CommandAPDU(0x80, ProbeApplet.PLAIN, 0x22, 0)).getSW();
              } catch (CardException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(mute.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(answer).isNotDone();
    letGo.countDown();
    assertThat(answer.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(0x9000);
  }

  @Test
  void refusesASecondDaemonInThisJvm() {
    assertThatThrownBy(PcscDaemon::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already");
  }

  @Test
  void endsWithTheJvmHoweverThatEnds() throws Exception {
    Path out = Files.createTempFile("skep-pcscd-child", ".txt");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DaemonHolder.class.getName())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Await.until(
        Duration.ofSeconds(2 * SECONDS),
        () -> Await.contents(out).endsWith("\n"),
        () -> "no daemon: " + Await.contents(out));
    String[] printed = Files.readString(out).trim().split(" ");
    ProcessHandle pcscd = ProcessHandle.of(Long.parseLong(printed[0])).get();
    Path socketDirectory = Path.of(printed[1]).getParent();
    assertThat(socketDirectory).exists();
    child.destroyForcibly().waitFor();
    pcscd.onExit().get(SECONDS, TimeUnit.SECONDS);
    Await.until(
        Duration.ofSeconds(SECONDS),
        () -> !Files.exists(socketDirectory),
        () -> socketDirectory + " is left");
    Files.delete(out);
  }

  private static CardChannel connect(CardTerminal terminal) throws CardException {
    assertThat(terminal.waitForCardPresent(SECONDS * 1000)).isTrue();
    Card connected = terminal.connect("*");
    CardChannel channel = connected.getBasicChannel();
    assertThat(channel.transmit(new CommandAPDU(ProbeCard.SELECT)).getSW()).isEqualTo(0x9000);
    return channel;
  }

  private static List<CardTerminal> terminals() throws Exception {
    return TerminalFactory.getInstance("PC/SC", null, new Smartcardio()).terminals().list();
  }

  private static CommandAPDU extendedEcho(int length) {
    byte[] data = new byte[length];
    Arrays.fill(data, (byte) 0x42);
    return new CommandAPDU(0x80, ProbeApplet.ECHO, 0, 0, data, length);
  }
}
