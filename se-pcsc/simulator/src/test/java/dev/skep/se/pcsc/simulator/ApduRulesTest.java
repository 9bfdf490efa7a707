package dev.skep.se.pcsc.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.se.pcsc.simulator.probe.ProbeApplet;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What README.md says of APDUs. */
final class ApduRulesTest {
  private final SimulatedCard card = ProbeCard.selected();

  @ParameterizedTest
  @CsvSource({
    "800F0000, 0000",
    "800F000000, 0100",
    "800F000010, 0010",
    "800F00000101, 0000",
    "800F000001010A, 000a",
    "800F0000000100, 0100",
    "800F0000000000, 7fff",
    "800F000000000101, 0000",
    "800F0000000001010040, 0040",
    "800F0000000001010000, 7fff",
  })
  void setOutgoingGivesLe(String command, String expected) {
    assertThat(transmit(command)).isEqualTo(expected + "9000");
  }

  @Test
  void extendedDataComeInPieces() {
    assertThat(HexFormat.of().formatHex(card.transmit(extended(ProbeApplet.CHAIN_STATUS, 1500))))
        .as("first piece, all, offset")
        .isEqualTo("00fe" + "05dc" + "0007" + "00" + "9000");
    assertThat(transmit("80160000010100")).isEqualTo("0001" + "0001" + "0005" + "00" + "9000");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 254, 255, 256, 508, 509, 1500, 2048})
  void anAppletsLoopCollectsThem(int length) {
    byte[] command = extended(ProbeApplet.ECHO, length);
    assertThat(ProbeCard.data(card.transmit(command)))
        .isEqualTo(Arrays.copyOfRange(command, 7, 7 + length));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 254, 255})
  void shortDataComeAtOnce(int length) {
    byte[] command = new byte[6 + length];
    Arrays.fill(command, 5, 5 + length, (byte) 0x42);
    command[0] = (byte) 0x80;
    command[1] = ProbeApplet.ECHO;
    command[4] = (byte) length;
    assertThat(ProbeCard.data(card.transmit(command))).hasSize(length).containsOnly(0x42);
  }

  @ParameterizedTest
  @CsvSource({"80, 0", "90, 1", "10, 1", "00, 0"})
  void everyClassReachesTheAppletWithItsChainingBit(String cla, String chained) {
    assertThat(transmit(cla + "12000000")).isEqualToIgnoringCase(cla + "9000");
    assertThat(transmit(cla + "160000010100")).endsWith("0" + chained + "9000");
  }

  @Test
  void getResponseReachesTheApplet() {
    assertThat(transmit("00C0000000")).isEqualTo("c09000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"901200", "80120000020100000000", "8012000000900000"})
  void malformedCommandsAreRefused(String command) {
    assertThat(transmit(command)).isEqualTo("6700");
  }

  @Test
  void aShortAnswerHasAtMost256Bytes() {
    assertThat(transmit("8011010000")).hasSize(2 * 258).endsWith("9000");
    assertThat(transmit("8011010100")).isEqualTo("6f00");
    assertThat(transmit("80110101000000")).hasSize(2 * 259).endsWith("9000");
  }

  private String transmit(String command) {
    return HexFormat.of().formatHex(card.transmit(HexFormat.of().parseHex(command)));
  }

  private static byte[] extended(int instruction, int length) {
    byte[] command = new byte[9 + length];
    for (int i = 7; i < 7 + length; i++) {
      command[i] = (byte) i;
    }
    command[0] = (byte) 0x80;
    command[1] = (byte) instruction;
    command[5] = (byte) (length >> 8);
    command[6] = (byte) length;
    return command;
  }
}
