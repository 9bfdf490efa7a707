package dev.skep.se.pcsc.internal.apdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.se.pcsc.internal.apdu.CardInfo.State;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardInfoTest {
  private static final String SERIAL = "0011223344556677";

  @Test
  void readsWhatACardSaysOfItself() throws Exception {
    CardInfo info =
        read("01" + "02" + "03" + "02" + "05" + "01" + "0c00" + "1008" + "1000" + SERIAL);
    assertThat(info.id()).isEqualTo("pcsc:" + SERIAL);
    assertThat(info.state()).isEqualTo(State.PERSONALIZED);
    assertThat(info.attestation()).contains("RS256-DIAS");
    assertThat(info.transports()).containsExactly("DHKEM-P256-HKDF-SHA256");
    assertThat(info.attestations()).containsExactly("ES256", "RS256-DIAS");
    assertThat(info.kdfs()).containsExactly("HKDF-SHA256");
    assertThat(info.maximumData()).isEqualTo(3072);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "020203020501" + "0c0010081000" + SERIAL, // another version
        "010403020501" + "0c0010081000" + SERIAL, // an unknown state
        "010204020501" + "0c0010081000" + SERIAL, // an unknown scheme
        "010203020501" + "0c0010081000" + "001122334455", // cut short
        "010203020501" + "0c0010081000" + SERIAL + "00", // too long
        "",
      })
  void refusesWhatIsNoAnswerOfOurApplet(String data) {
    assertThatExceptionOfType(MalformedAnswerException.class).isThrownBy(() -> read(data));
  }

  @Test
  void buildsCommandsInExtendedFormAndZeroesTheirData() {
    CommandData data = new CommandData();
    try (SecretBytes pin = SecretBytes.copyOf(new byte[] {0x31, 0x32})) {
      data.add(Bytes.hex("aabb")).lp1("id").lp1(pin).lp2(Bytes.hex("cc")).number(0x0102, 2);
    }
    byte[] command = data.toCommand(Instruction.ESTABLISH, 1, 2);
    assertThat(HexFormat.of().formatHex(command))
        .isEqualTo(
            "80200102" + "00000d" + "aabb" + "026964" + "023132" + "0001cc" + "0102" + "0000");
    data.close();
    assertThat(HexFormat.of().formatHex(data.toCommand(Instruction.GET_INFO, 0, 0)))
        .isEqualTo("80020000000000");
  }

  private static CardInfo read(String data) throws MalformedAnswerException {
    return CardInfo.read(new Answer(Bytes.hex(data), StatusWords.DONE));
  }
}
