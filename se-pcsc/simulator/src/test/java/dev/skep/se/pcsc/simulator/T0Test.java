package dev.skep.se.pcsc.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.se.pcsc.simulator.probe.ProbeApplet;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class T0Test {
  private final SimulatedCard card =
      SimulatedCard.builder()
          .protocol(Protocol.T0)
          .applet(ProbeApplet.AID, ProbeApplet.class)
          .build();

  @BeforeEach
  void selects() {
    card.transmit(ProbeCard.SELECT);
  }

  @Test
  void hasAnAtrOfT0() {
    assertThat(HexFormat.of().withUpperCase().formatHex(card.atr())).isEqualTo("3B021450");
  }

  @Test
  void dataOfACommandWithDataAreFetched() {
    assertThat(transmit("800E000003ABCDEF")).isEqualTo("6103");
    assertThat(transmit("00C0000002")).isEqualTo("abcd6101");
    assertThat(transmit("00C0000001")).isEqualTo("ef9000");
    assertThat(transmit("00C0000001")).as("from the applet").isEqualTo("c09000");
  }

  @Test
  void leOfACommandWithDataIsNoneOfTheCards() {
    assertThat(transmit("800F00000142")).isEqualTo("6102");
    assertThat(transmit("00C0000002")).isEqualTo("01009000");
    transmit("800F0000014207");
    assertThat(transmit("00C0000002")).isEqualTo("01009000");
  }

  @Test
  void aWrongLengthIsSaidAndTheCommandIsNotDoneAgain() {
    assertThat(transmit("8010000000")).as("one try of a PIN").isEqualTo("6c01");
    assertThat(transmit("8010000001")).as("tries left").isEqualTo("029000");
    assertThat(transmit("8010000001")).as("another one").isEqualTo("019000");
    assertThat(transmit("8011000302")).isEqualTo("77776101");
  }

  @Test
  void anotherCommandDropsWhatWaits() {
    transmit("800E000003ABCDEF");
    assertThat(transmit("8012000001")).isEqualTo("809000");
    assertThat(transmit("00C0000001")).isEqualTo("c09000");
  }

  @Test
  void a256ByteAnswerComesAtOnce() {
    assertThat(transmit("8011010000")).hasSize(2 * 258).endsWith("9000");
  }

  @Test
  void refusesExtendedCommands() {
    assertThat(transmit("800E000000000142")).isEqualTo("6700");
    assertThat(transmit("800E0000000000")).isEqualTo("6700");
  }

  private String transmit(String command) {
    return HexFormat.of().formatHex(card.transmit(HexFormat.of().parseHex(command)));
  }
}
