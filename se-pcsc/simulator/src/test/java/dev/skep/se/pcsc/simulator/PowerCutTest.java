package dev.skep.se.pcsc.simulator;

import static dev.skep.se.pcsc.simulator.ProbeCard.command;
import static dev.skep.se.pcsc.simulator.ProbeCard.run;
import static dev.skep.se.pcsc.simulator.ProbeCard.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.se.pcsc.simulator.probe.ProbeApplet;
import org.junit.jupiter.api.Test;

final class PowerCutTest {
  private final SimulatedCard card = ProbeCard.selected();

  @Test
  void leavesAPrefixOfPlainWrites() {
    run(card, ProbeApplet.PLAIN, 0x11);
    assertThat(card.writes()).as("only those to persistent memory").isEqualTo(4);
    for (int write = 1; write <= 4; write++) {
      run(card, ProbeApplet.PLAIN, 0x11);
      cut(write, ProbeApplet.PLAIN, 0x22);
      assertThat(state(card)).startsWith("22".repeat(write - 1) + "11".repeat(5 - write) + "00");
    }
  }

  @Test
  void leavesOldOrNewOfATransaction() {
    run(card, ProbeApplet.TRANSACTION, 0x11);
    int writes = card.writes();
    String old = state(card);
    assertThat(writes).as("stores, and the commit").isEqualTo(11);
    for (int write = 1; write <= writes; write++) {
      cut(write, ProbeApplet.TRANSACTION, 0x22);
      assertThat(state(card)).as("cut at write %d", write).isEqualTo(old);
    }
    card.cutPowerAtWrite(writes + 1);
    run(card, ProbeApplet.TRANSACTION, 0x22);
    assertThat(state(card)).startsWith("22222222");
  }

  @Test
  void tearsNonAtomicCopiesInTheirMiddleAndAtomicOnesNever() {
    run(card, ProbeApplet.COPIES, 0x11);
    assertThat(card.writes()).isEqualTo(5);
    String[] left = {
      "11111111" + "1111111111111111",
      "22222222" + "1111111111111111",
      "22222222" + "2222111111111111",
      "22222222" + "2222222211111111",
      "22222222" + "2222222222221111"
    };
    for (int write = 1; write <= left.length; write++) {
      run(card, ProbeApplet.COPIES, 0x11);
      cut(write, ProbeApplet.COPIES, 0x22);
      assertThat(state(card)).startsWith(left[write - 1]);
    }
  }

  @Test
  void writesNothingAfterTheCutEvenIfTheAppletCatchesEverything() {
    String before = state(card);
    cut(1, ProbeApplet.CATCH_ALL, 0x22);
    assertThat(state(card)).isEqualTo(before);
  }

  @Test
  void countsWhatTheApiWritesToPersistentArraysAndKeys() {
    run(card, ProbeApplet.API_OUTPUT, 0);
    assertThat(card.writes()).isEqualTo(1);
    run(card, ProbeApplet.MAKE_KEY_PAIR, 0);
    assertThat(card.writes()).isEqualTo(1);
    run(card, ProbeApplet.SET_TRANSIENT, 1);
    assertThat(card.writes()).as("a transient key is not persistent").isZero();
  }

  @Test
  void cutsOnceAndHasResetTheCard() {
    run(card, ProbeApplet.SET_TRANSIENT, 0x55);
    cut(1, ProbeApplet.PLAIN, 0x22);
    assertThat(run(card, ProbeApplet.GET_TRANSIENT, 0)).isEqualTo("0000");
    run(card, ProbeApplet.PLAIN, 0x33);
    assertThat(state(card)).startsWith("33333333");
  }

  @Test
  void waitsForTheInstructionAlsoOverAReset() {
    card.cutPowerAtWrite(2, ProbeApplet.PLAIN);
    card.reset();
    card.transmit(ProbeCard.SELECT);
    run(card, ProbeApplet.TRANSACTION, 0x11);
    assertThatThrownBy(() -> card.transmit(command(ProbeApplet.PLAIN, 0x22)))
        .isInstanceOf(PowerLostException.class);
    assertThat(state(card)).startsWith("22111111");
  }

  @Test
  void canBeCalledOff() {
    card.cutPowerAtWrite(1);
    card.cutPowerAtWrite(0);
    run(card, ProbeApplet.PLAIN, 0x11);
    assertThat(state(card)).startsWith("11111111");
  }

  private void cut(int write, int instruction, int value) {
    card.cutPowerAtWrite(write);
    assertThatThrownBy(() -> card.transmit(command(instruction, value)))
        .isInstanceOf(PowerLostException.class)
        .hasMessageContaining("persistent write " + write);
    assertThat(card.transmit(command(instruction, value)))
        .as("no applet is selected")
        .containsExactly(0x69, 0x86);
    card.transmit(ProbeCard.SELECT);
  }
}
