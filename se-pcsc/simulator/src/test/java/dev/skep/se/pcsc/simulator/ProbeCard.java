package dev.skep.se.pcsc.simulator;

import dev.skep.se.pcsc.simulator.probe.ProbeApplet;
import java.util.Arrays;
import java.util.HexFormat;

/** A card with the probe applet, and commands for it. */
final class ProbeCard {
  static final byte[] SELECT = HexFormat.of().parseHex("00A4040005" + ProbeApplet.AID);

  private ProbeCard() {}

  static SimulatedCard selected() {
    SimulatedCard card = SimulatedCard.of(ProbeApplet.AID, ProbeApplet.class);
    card.transmit(SELECT);
    return card;
  }

  static byte[] command(int instruction, int p1) {
    return new byte[] {(byte) 0x80, (byte) instruction, (byte) p1, 0, 0};
  }

  /** The answer's data; the status word has to be 9000. */
  static byte[] data(byte[] answer) {
    String all = HexFormat.of().formatHex(answer);
    if (!all.endsWith("9000")) {
      throw new AssertionError("status word in " + all);
    }
    return Arrays.copyOf(answer, answer.length - 2);
  }

  static String run(SimulatedCard card, int instruction, int p1) {
    return HexFormat.of().formatHex(data(card.transmit(command(instruction, p1))));
  }

  static String state(SimulatedCard card) {
    card.transmit(SELECT);
    return run(card, ProbeApplet.READ, 0);
  }
}
