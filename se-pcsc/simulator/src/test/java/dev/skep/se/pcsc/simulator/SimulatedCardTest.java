package dev.skep.se.pcsc.simulator;

import static dev.skep.se.pcsc.simulator.ProbeCard.run;
import static dev.skep.se.pcsc.simulator.ProbeCard.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.se.pcsc.simulator.probe.ProbeApplet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SimulatedCardTest {
  private final SimulatedCard card = ProbeCard.selected();

  @Test
  void cardsShareNothing() {
    SimulatedCard other = ProbeCard.selected();
    run(card, ProbeApplet.TRANSACTION, 0x11);
    assertThat(state(other)).isEqualTo("00".repeat(19));
  }

  @Test
  void cardsDifferInRandomNumbersAndKeys() {
    Set<String> seen = new HashSet<>();
    for (SimulatedCard each : new SimulatedCard[] {card, ProbeCard.selected()}) {
      for (int i = 0; i < 2; i++) {
        assertThat(seen.add(run(each, ProbeApplet.RANDOM, 0))).isTrue();
        assertThat(seen.add(run(each, ProbeApplet.MAKE_KEY_PAIR, 0))).isTrue();
      }
    }
  }

  @Test
  void ecdsaNoncesDoNotRepeat() {
    run(card, ProbeApplet.MAKE_KEY_PAIR, 0);
    Set<String> r = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      String signature = run(card, ProbeApplet.SIGN, 0);
      int length = 2 * Integer.parseInt(signature.substring(6, 8), 16);
      assertThat(r.add(signature.substring(8, 8 + length))).isTrue();
    }
  }

  @Test
  void resetClearsTransientMemoryAndKeepsTheRest() {
    run(card, ProbeApplet.PLAIN, 0x11);
    run(card, ProbeApplet.SET_TRANSIENT, 0x55);
    assertThat(run(card, ProbeApplet.GET_TRANSIENT, 0)).isEqualTo("5501");
    card.reset();
    card.transmit(ProbeCard.SELECT);
    assertThat(run(card, ProbeApplet.GET_TRANSIENT, 0)).isEqualTo("0000");
    assertThat(state(card)).startsWith("11111111");
  }

  @Test
  void installationGetsItsParameters() {
    SimulatedCard with =
        SimulatedCard.builder()
            .applet(ProbeApplet.AID, ProbeApplet.class, new byte[] {7, 8, 9})
            .build();
    with.transmit(ProbeCard.SELECT);
    assertThat(run(with, ProbeApplet.PARAMETERS, 0)).isEqualTo("070809");
  }

  @Test
  void holdsSeveralApplets() {
    SimulatedCard two =
        SimulatedCard.builder()
            .applet(ProbeApplet.AID, ProbeApplet.class)
            .applet("F000000002", ProbeApplet.class)
            .build();
    two.transmit(ProbeCard.SELECT);
    run(two, ProbeApplet.PLAIN, 0x11);
    ProbeCard.data(two.transmit(HexFormat.of().parseHex("00A4040005F000000002")));
    assertThat(run(two, ProbeApplet.READ, 0)).startsWith("00000000");
    assertThat(state(two)).startsWith("11111111");
  }
}
