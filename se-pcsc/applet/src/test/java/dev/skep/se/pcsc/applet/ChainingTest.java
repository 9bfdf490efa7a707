package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.se.pcsc.simulator.Protocol;
import dev.skep.se.pcsc.simulator.SimulatedCard;
import dev.skep.testkit.se.DeviceCa;
import dev.skep.testkit.se.ServerSide;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Short commands: chaining, GET RESPONSE, over T=1 and T=0. */
class ChainingTest {
  private static final DeviceCa CA = new DeviceCa("Device CA");

  /** One command with data in blocks, and its whole answer. */
  private static Card.Answer chained(Card card, int ins, int p1, int p2, Bytes data, int size) {
    int at = 0;
    while (data.length() - at > size) {
      card.transmit(block(0x90, ins, p1, p2, data.slice(at, size), false)).is(Card.OK);
      at += size;
    }
    Bytes last = data.slice(at, data.length() - at);
    return card.transmit(block(0x80, ins, p1, p2, last, true));
  }

  private static Bytes block(int cla, int ins, int p1, int p2, Bytes data, boolean le) {
    String head = String.format("%02x%02x%02x%02x%02x", cla, ins, p1, p2, data.length());
    return Bytes.concat(Bytes.hex(head), data, le ? Bytes.hex("00") : Bytes.EMPTY);
  }

  private static Card card(Protocol protocol) {
    return new Card(
        SimulatedCard.builder().protocol(protocol).applet(Card.AID, SkepApplet.class).build());
  }

  private static List<Bytes> personalize(Card card, int size) {
    Bytes key = card.transmit(Bytes.hex("8010030000")).is(Card.OK).data();
    List<Bytes> chain = CA.chain(key);
    chained(card, 0x12, 0, 0, chain.get(0), size).is(Card.OK);
    chained(card, 0x12, 1, 0, chain.get(1), size).is(Card.OK);
    card.transmit(Bytes.hex("80140000")).is(Card.OK);
    return chain;
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void blocksOfEachSizeMakeACommandAndItsAnswerIsFetched(Protocol protocol) {
    Card card = card(protocol);
    List<Bytes> chain = personalize(card, 254);
    for (int size : new int[] {254, 253, 100, 1}) {
      Bytes data =
          Bytes.concat(ServerSide.random(48), Card.lp2(ServerKeys.ec("secp256r1")), Card.number(0));
      Card.Answer answer = chained(card, 0x20, 2, 1, data, size).is(Card.OK);
      assertThat(answer.data().length()).isEqualTo(16 + 32 + 2 + 65 + 2 + 256);
    }
    assertThat(card.transmit(Bytes.hex("8016000000")).is(Card.OK).parts(0)).isEqualTo(chain);
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void aBlockOfAnotherCommandDropsWhatWasCollected(Protocol protocol) {
    Card card = card(protocol);
    personalize(card, 254);
    Bytes half = Bytes.of(new byte[8]);
    String[] others = {
      "8002000000",
      "902200000100",
      "902600000100",
      "902601000100",
      "8014000000",
      "00c0000000",
      "8402000000",
      "00a4040006" + Card.AID + "00"
    };
    card.transmit(block(0x90, 0x26, 0, 0, half, false)).is(Card.OK);
    card.transmit(block(0x80, 0x26, 0, 0, half, false)).is(Card.OK);
    for (String other : others) {
      card.transmit(block(0x90, 0x26, 0, 0, half, false)).is(Card.OK);
      card.transmit(Bytes.hex(other));
      int extra = other.startsWith("90260000") ? 7 : 8;
      boolean same = other.startsWith("90260000");
      card.transmit(block(0x80, 0x26, 0, 0, half.slice(0, extra), false))
          .is(same ? Card.OK : 0x6700);
    }
    card.transmit(block(0x90, 0x26, 0, 0, half, false)).is(Card.OK);
    card.reset();
    card.transmit(block(0x80, 0x26, 0, 0, half, false)).is(0x6700);
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void moreBlocksThanItHasRoomForAreDropped(Protocol protocol) {
    Card card = card(protocol);
    Bytes block = block(0x90, 0x26, 0, 0, Bytes.of(new byte[254]), false);
    for (int i = 0; i < 12; i++) {
      card.transmit(block).is(Card.OK);
    }
    card.transmit(block).is(0x6700);
    card.transmit(block(0x80, 0x26, 0, 0, Bytes.of(new byte[16]), false)).is(Card.OK);
  }

  @Test
  void anotherCommandDropsTheRestOfAnAnswer() {
    Card card = card(Protocol.T1);
    personalize(card, 254);
    byte[] getChain = HexFormat.of().parseHex("8016000000");
    byte[] part = card.slot.transmit(getChain);
    assertThat(part).hasSize(258);
    assertThat(part[256]).isEqualTo((byte) 0x61);
    card.transmit(Bytes.hex("8002000000")).is(Card.OK);
    card.transmit(Bytes.hex("00c0000000")).is(0x6985);
    card.slot.transmit(getChain);
    card.select().is(Card.OK);
    card.transmit(Bytes.hex("00c0000000")).is(0x6985);
    card.slot.transmit(getChain);
    card.reset();
    card.transmit(Bytes.hex("00c0000000")).is(0x6985);
  }

  @Test
  void anAnswerNobodySaidTheLengthOfComesInPieces() {
    Card card = card(Protocol.T1);
    List<Bytes> chain = personalize(card, 254);
    assertThat(card.transmit(Bytes.hex("80160000")).is(Card.OK).parts(0)).isEqualTo(chain);
    assertThat(card.transmit(Bytes.hex("8016000010")).is(Card.OK).parts(0)).isEqualTo(chain);
  }
}
