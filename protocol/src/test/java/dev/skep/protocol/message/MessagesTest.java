package dev.skep.protocol.message;

import static dev.skep.protocol.message.MessageType.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.Cbor;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborItem.Array;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborItem.IntMap;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborItem.Unsigned;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.provisioning.ProvisioningTypes;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every kind of message and of attributes (spec section 4). */
class MessagesTest {
  private static final List<CborItem> TYPES =
      List.of(
          new Unsigned(1),
          new ByteString(Bytes.hex("00")),
          new Text("a"),
          new Array(List.of(new Unsigned(0))),
          new IntMap(new TreeMap<>()));

  static List<MessageType> types() {
    return Stream.concat(MessageType.all().stream(), ProvisioningTypes.all().stream()).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void comesBackFromItsEncoding(MessageType type) {
    assertThat(type.verdict(type.valid())).isEqualTo(ACCEPTED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void equalMessagesHaveEqualEncodings(MessageType type) throws Exception {
    Bytes first = type.parser().apply(type.valid(), CborLimits.DEFAULT);
    Bytes second = type.parser().apply(Bytes.of(type.valid().toArray()), CborLimits.DEFAULT);
    assertThat(first).isEqualTo(second).isEqualTo(Cbor.encode(new IntMap(type.fields())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void refusesAMissingField(MessageType type) {
    for (long key : type.fields().keySet()) {
      String expected = type.optional().contains(key) ? ACCEPTED : "M-10";
      assertThat(type.verdict(type.without(key))).as("without %d", key).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "attack 51: {0} with a field that nobody knows is refused")
  @MethodSource("types")
  void refusesAnUnknownField(MessageType type) {
    for (long key : new long[] {0, type.fields().lastKey() + 1, 1L << 31, Long.MAX_VALUE}) {
      type.refuses("M-10", key, new Unsigned(0));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void refusesAFieldOfAnotherType(MessageType type) {
    type.fields()
        .forEach(
            (key, value) ->
                TYPES.stream()
                    .filter(other -> other.getClass() != value.getClass())
                    .forEach(other -> type.refuses("M-11", key, other)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void refusesWhatIsNoMapOrTooLong(MessageType type) {
    assertThat(type.verdict(Bytes.hex("80"))).isEqualTo("M-10");
    assertThat(type.verdict(MessageType.filled(65_537))).isEqualTo("M-2");
  }

  @ParameterizedTest(name = "attack 51: {0} followed by anything is refused")
  @MethodSource("types")
  void refusesTrailingBytesAndASecondMessage(MessageType type) {
    for (Bytes tail : List.of(Bytes.hex("00"), Bytes.hex("ff"), Bytes.hex("a0"), type.valid())) {
      assertThat(type.verdict(Bytes.concat(type.valid(), tail))).isEqualTo("M-9");
    }
  }

  @ParameterizedTest(name = "attack 52: {0} cut short at any byte is refused")
  @MethodSource("types")
  void refusesAMessageCutShort(MessageType type) {
    int least = type.mayBeEmpty() ? 1 : 0;
    for (int length = least; length < type.valid().length(); length++) {
      assertThat(type.verdict(type.valid().slice(0, length))).as("%d", length).isEqualTo("M-4");
    }
  }

  @ParameterizedTest(name = "attack 52: {0} whose bytes all claim the most is refused")
  @MethodSource("types")
  void refusesHostileHeads(MessageType type) {
    for (int initial : new int[] {0x5a, 0x5b, 0x7b, 0x9a, 0x9b, 0xba, 0xbb}) {
      byte[] hostile = new byte[10];
      Arrays.fill(hostile, (byte) 0x7f);
      hostile[0] = (byte) initial;
      assertThat(type.verdict(Bytes.of(hostile))).isEqualTo("M-4");
    }
  }
}
