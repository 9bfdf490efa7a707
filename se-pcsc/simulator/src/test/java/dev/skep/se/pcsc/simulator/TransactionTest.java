package dev.skep.se.pcsc.simulator;

import static dev.skep.se.pcsc.simulator.ProbeCard.run;
import static dev.skep.se.pcsc.simulator.ProbeCard.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.se.pcsc.simulator.probe.ProbeApplet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TransactionTest {
  private static final String OLD = "11111111" + "0011000000000000" + "001100110011" + "01";
  private static final String NEW = "22222222" + "0022000000000000" + "002200220022" + "00";

  private final SimulatedCard card = ProbeCard.selected();

  @Test
  void keepsWhatWasCommitted() {
    run(card, ProbeApplet.TRANSACTION, 0x11);
    assertThat(state(card)).isEqualTo(OLD);
    run(card, ProbeApplet.TRANSACTION, 0x22);
    card.reset();
    assertThat(state(card)).isEqualTo(NEW);
  }

  @ParameterizedTest
  @ValueSource(ints = {ProbeApplet.ABORTED, ProbeApplet.TRANSACTION_LEFT_OPEN})
  void undoesWhatWasAbortedOrLeftOpen(int instruction) {
    run(card, ProbeApplet.TRANSACTION, 0x11);
    run(card, instruction, 0x22);
    assertThat(state(card)).isEqualTo(OLD);
  }

  @Test
  void undoesKeysWithTheTransaction() {
    assertThat(run(card, ProbeApplet.KEYS_ABORTED, 0)).isEqualTo("01".repeat(16) + "00" + "01");
  }

  @Test
  void leavesANonAtomicCopyWhenTheTransactionIsUndone() {
    run(card, ProbeApplet.TRANSACTION, 0x11);
    run(card, ProbeApplet.NON_ATOMIC_ABORTED, 0x33);
    assertThat(state(card)).isEqualTo("11111111" + "0011333333330000" + "001100110011" + "01");
  }

  @Test
  void countsAWrongPinEvenWhenTheTransactionIsUndone() {
    assertThat(run(card, ProbeApplet.CHECK_PIN_ABORTED, 0)).isEqualTo("02");
    card.reset();
    card.transmit(ProbeCard.SELECT);
    assertThat(run(card, ProbeApplet.CHECK_PIN_ABORTED, 0)).isEqualTo("01");
  }
}
