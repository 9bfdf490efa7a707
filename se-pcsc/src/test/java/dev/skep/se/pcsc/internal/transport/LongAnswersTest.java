package dev.skep.se.pcsc.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.se.pcsc.internal.transport.TransportException.Failure;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class LongAnswersTest {
  private final ScriptedTransport card = new ScriptedTransport();
  private final LongAnswers transport = new LongAnswers(card);

  @Test
  void passesAWholeAnswer() throws Exception {
    card.answers("01029000");
    assertThat(transmit("8002000000")).isEqualTo("01029000");
  }

  @Test
  void joinsPiecesAndKeepsTheLastStatus() throws Exception {
    card.answers("016102", "02036100", "046a88");
    assertThat(transmit("8002000000")).isEqualTo("010203046a88");
    assertThat(card.sent.subList(0, 3)).containsExactly("8002000000", "00c0000002", "00c0000000");
  }

  @Test
  void repeatsWithTheLengthThatTheCardNames() throws Exception {
    card.answers("6c10", "aa9000", "6c03", "bb9000", "6c00", "cc9000", "6c04", "dd9000");
    assertThat(transmit("8002000000")).isEqualTo("aa9000");
    assertThat(transmit("80220000020102")).isEqualTo("bb9000");
    assertThat(transmit("8022000000000201020000")).isEqualTo("cc9000");
    assertThat(transmit("8022000002010200")).isEqualTo("dd9000");
  }

  @Test
  void putsThatLengthWhereTheFormHasIt() throws Exception {
    byte[][] seen = new byte[1][];
    Transport keeps =
        command -> {
          boolean again = seen[0] != null;
          seen[0] = command.clone();
          return HexFormat.of().parseHex(again ? "9000" : "6c05");
        };
    for (String[] pair :
        new String[][] {
          {"8002000000", "8002000005"},
          {"80220000020102", "8022000002010205"},
          {"8022000002010200", "8022000002010205"},
          {"8022000000000201020000", "8022000000000201020005"},
          {"80020000000000", "80020000000005"},
        }) {
      seen[0] = null;
      new LongAnswers(keeps).transmit(HexFormat.of().parseHex(pair[0]));
      assertThat(HexFormat.of().formatHex(seen[0])).isEqualTo(pair[1]);
    }
  }

  @Test
  void zeroesTheCopyThatItRepeated() throws Exception {
    card.answers("6c10", "9000");
    transmit("80400000020102");
    assertThat(card.arrays.get(1)).containsOnly(0);
  }

  @Test
  void refusesDataWithoutEnd() {
    card.answers("6110", "6110");
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> transmit("8002000000"))
        .matches(e -> e.failure() == Failure.FAULT);
    String piece = "00".repeat(256) + "6100";
    for (int i = 0; i < 300; i++) {
      card.answers(piece);
    }
    assertThatExceptionOfType(TransportException.class).isThrownBy(() -> transmit("8002000000"));
  }

  @Test
  void refusesAnAnswerWithoutStatus() {
    card.answers("90");
    assertThatExceptionOfType(TransportException.class).isThrownBy(() -> transmit("8002000000"));
  }

  private String transmit(String command) throws TransportException {
    return HexFormat.of().formatHex(transport.transmit(HexFormat.of().parseHex(command)));
  }
}
