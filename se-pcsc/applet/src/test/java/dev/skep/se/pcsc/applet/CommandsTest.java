package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each command is refused for before it is looked at: class, parameters, length, state. */
class CommandsTest {
  private static final Set<Integer> KNOWN =
      Set.of(
          0x02, 0x10, 0x12, 0x14, 0x16, 0x20, 0x22, 0x24, 0x26, 0x28, 0x2a, 0x30, 0x32, 0x40, 0x42,
          0x44, 0x46, 0xc0);
  private static final Card BLANK = Card.blank();
  private static final Card PERSONALIZED = Card.personalized(Card.ES256);

  @Test
  void refusesEachUnknownInstruction() {
    for (int ins = 0; ins <= 0xff; ins++) {
      if (!KNOWN.contains(ins)) {
        PERSONALIZED.command(ins, 0, 0).is(0x6d00);
        PERSONALIZED.command(ins, 0x10, 1, Bytes.of(new byte[9])).is(0x6d00);
      }
    }
  }

  @Test
  void refusesEachUnknownClass() {
    for (int cla = 0; cla <= 0xff; cla++) {
      if (cla != 0x80 && cla != 0x90 && cla != 0xff) {
        byte[] command = {(byte) cla, 0x02, 0, 0, 0};
        PERSONALIZED.transmit(Bytes.of(command)).is(0x6e00);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "02, 1, 0", "02, 0, 1", "10, 0, 0", "10, 4, 0", "10, ff, 0", "10, 1, 1", "12, 0, 1", "14, 1, 0",
    "14, 0, 1", "16, 1, 0", "16, 0, 1", "22, 2, 0", "22, 80, 0", "22, 1, 1", "24, 4, 0", "24, 1, 1",
    "26, 1, 0", "26, 0, 1", "28, 1, 0", "28, 0, 1", "2a, 1, 0", "2a, 0, 1", "30, 0, 1", "32, 0, 1",
    "40, 4, 0", "40, 3, 1", "42, 8, 0", "42, 3, 1", "44, 1, 0", "44, 0, 1", "46, 1, 0", "46, 0, 1"
  })
  void refusesParametersThatAreNoneOfTheCommand(String ins, String p1, String p2) {
    int instruction = Integer.parseInt(ins, 16);
    Bytes data = Bytes.of(new byte[60]);
    BLANK.command(instruction, Integer.parseInt(p1, 16), Integer.parseInt(p2, 16), data).is(0x6a86);
  }

  @ParameterizedTest
  @CsvSource({
    "20, 1, 1, 51", "20, 1, 1, 0", "22, 1, 0, 16", "22, 1, 0, 0", "24, 3, 0, 18", "24, 3, 0, 0",
    "26, 0, 0, 15", "26, 0, 0, 17", "26, 0, 0, 0", "28, 0, 0, 15", "28, 0, 0, 17", "28, 0, 0, 0",
    "2a, 0, 0, 31", "2a, 0, 0, 33", "2a, 0, 0, 0", "40, 3, 0, 32", "40, 3, 0, 33", "42, 3, 0, 32",
    "42, 3, 0, 33", "44, 0, 0, 32", "44, 0, 0, 34", "44, 0, 0, 36", "46, 0, 0, 32", "46, 0, 0, 34",
    "46, 0, 0, 36", "40, 3, 0, 0", "44, 0, 0, 0", "46, 0, 0, 0"
  })
  void refusesLengthsThatAreNoneOfTheCommand(String ins, int p1, int p2, int length) {
    int instruction = Integer.parseInt(ins, 16);
    PERSONALIZED.command(instruction, p1, p2, Bytes.of(new byte[length])).is(0x6700);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x40, 0x42, 0x44, 0x46})
  void refusesPartsThatAreLongerThanTheCommand(int ins) {
    Bytes domain = Bytes.of(new byte[32]);
    int p1 = ins < 0x44 ? 3 : 0;
    PERSONALIZED.command(ins, p1, 0, domain, Bytes.hex("ff61")).is(0x6700);
    PERSONALIZED.command(ins, p1, 0, domain, Bytes.hex("0161"), Bytes.hex("0531")).is(0x6700);
  }

  @Test
  void refusesMoreDataThanACardTakes() {
    Card card = Card.blank();
    assertThat(card.command(0x02, 0, 0).is(Card.OK).data().slice(6, 2))
        .isEqualTo(Card.number(3072));
    card.command(0x26, 0, 0, Bytes.of(new byte[3073])).is(0x6700);
    card.command(0x20, 1, 1, Bytes.of(new byte[3073])).is(0x6700);
    card.command(0x26, 0, 0, Bytes.of(new byte[16])).is(Card.OK);
  }

  @Test
  void refusesWhatNeedsAnotherStateOfTheCard() {
    Card card = Card.blank();
    Bytes establish = Bytes.of(new byte[60]);
    for (int state = 0; state <= 1; state++) {
      assertThat(card.select().is(Card.OK).data().slice(1, 1).toArray()).containsExactly(state);
      for (int ins : List.of(0x16, 0x20)) {
        card.command(ins, ins == 0x20 ? 1 : 0, ins == 0x20 ? 1 : 0, establish).is(0x6985);
      }
      holdsNothing(card);
      if (state == 0) {
        card.command(0x12, 0, 0, Bytes.of(new byte[9])).is(0x6985);
        card.command(0x14, 0, 0).is(0x6985);
      }
      card.command(0x10, Card.ES256, 0).is(Card.OK);
    }
  }

  @Test
  void saysOfWhatIsNotThereThatItIsNot() {
    holdsNothing(PERSONALIZED);
  }

  private static void holdsNothing(Card card) {
    Bytes handle = Bytes.of(new byte[16]);
    Bytes name = Bytes.concat(Bytes.of(new byte[32]), Issuers.text("a"));
    card.command(0x22, 1, 0, handle, Bytes.of(new byte[9])).is(0x6a88);
    card.command(0x24, 3, 0, handle, Bytes.hex("0161"), Bytes.hex("0000")).is(0x6a88);
    card.command(0x26, 0, 0, handle).is(Card.OK);
    card.command(0x28, 0, 0, handle).is(0x6a88);
    card.command(0x2a, 0, 0, Bytes.of(new byte[32])).is(0x6a88);
    card.command(0x30, 0, 0).is(0x6a88);
    card.command(0x30, 0xff, 0).is(0x6a88);
    for (int place : new int[] {0, 19, 20, 25, 26, 0x7f, 0x80, 0xff}) {
      card.command(0x32, place, 0).is(0x6a88);
    }
    card.command(0x40, 3, 0, name, Bytes.hex("0061")).is(0x6a88);
    card.command(0x42, 3, 0, name, Bytes.hex("0061")).is(0x6a88);
    card.command(0x44, 0, 0, name, Issuers.text("1234"), Issuers.text("1234")).is(0x6a88);
    card.command(0x46, 0, 0, name, Issuers.text("1234"), Issuers.text("1234")).is(0x6a88);
  }
}
