package dev.skep.se.pcsc.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.se.pcsc.internal.transport.LongCommands.Form;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongCommandsTest {
  private static final String SELECT = "00a4040006f0534b45500100";
  private static final String LONG = "80220100" + "0001ff" + "11".repeat(511) + "0000";
  private static final String BLOCK = "90220100fe" + "11".repeat(254);
  private static final String LAST = "8022010003" + "11".repeat(3) + "00";

  private final ScriptedTransport card = new ScriptedTransport();

  @Test
  void passesExtendedCommands() throws Exception {
    card.answers("9000", "9000", "6700");
    LongCommands transport = new LongCommands(card, Form.EXTENDED);
    transmit(transport, SELECT);
    transmit(transport, LONG);
    assertThat(transmit(transport, LONG)).isEqualTo("6700");
    assertThat(card.sent).containsExactly(SELECT, LONG, LONG);
  }

  @Test
  void chainsAfterTheFirstRefusalAndFromThenOn() throws Exception {
    card.answers("6700", "9000", "9000", "01029000", "9000", "9000", "9000");
    LongCommands transport = new LongCommands(card, Form.UNKNOWN);
    assertThat(transmit(transport, LONG)).isEqualTo("01029000");
    transmit(transport, LONG);
    assertThat(card.sent).containsExactly(LONG, BLOCK, BLOCK, LAST, BLOCK, BLOCK, LAST);
  }

  @Test
  void aLaterRefusalIsTheCommandsOwn() throws Exception {
    card.answers("9000", "6700");
    LongCommands transport = new LongCommands(card, Form.UNKNOWN);
    transmit(transport, LONG);
    assertThat(transmit(transport, LONG)).isEqualTo("6700");
    assertThat(card.sent).hasSize(2);
  }

  @Test
  void endsAChainThatTheCardRefuses() throws Exception {
    card.answers("9000", "6985");
    assertThat(transmit(new LongCommands(card, Form.SHORT), LONG)).isEqualTo("6985");
    assertThat(card.sent).hasSize(2);
  }

  @Test
  void sendsNoLengthForAnAnswerBesideDataOverT0() throws Exception {
    card.answers("9000", "9000", "9000");
    LongCommands transport = new LongCommands(card, Form.SHORT_T0);
    transmit(transport, SELECT);
    transmit(transport, "80220100" + "000002" + "0102" + "0000");
    transmit(transport, "80020000" + "000000");
    assertThat(card.sent).containsExactly("00a4040006f0534b455001", "80220100020102", "8002000000");
  }

  @Test
  void zeroesEachBlock() throws Exception {
    card.answers("9000", "9000", "9000");
    transmit(new LongCommands(card, Form.SHORT), LONG);
    assertThat(card.arrays).allSatisfy(block -> assertThat(block).containsOnly(0));
  }

  @ParameterizedTest
  @CsvSource({
    "'', false, UNKNOWN",
    "'', true, SHORT_T0",
    "0073000040, false, EXTENDED",
    "8073c00140, false, EXTENDED",
    "803180730000809000, false, SHORT",
    "807300, false, UNKNOWN",
    "4a434f5033, false, UNKNOWN",
  })
  void readsTheFormFromTheAtr(String historical, boolean t0, Form form) {
    assertThat(CardForm.of(HexFormat.of().parseHex(historical), t0)).isEqualTo(form);
  }

  private static String transmit(Transport transport, String command) throws TransportException {
    return HexFormat.of().formatHex(transport.transmit(HexFormat.of().parseHex(command)));
  }
}
