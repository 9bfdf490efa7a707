package dev.skep.protocol.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.skep.api.Bytes;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is allocated and nothing recursed into on a sender's word (spec rules M-2 to M-4). */
class HostileLengthTest {
  /** An input, the parser, the exception and its text, whatever length the input claims. */
  private static final long BYTES_FOR_A_REFUSAL = 2_048;

  private static final int ROUNDS = 200;

  @ParameterizedTest(name = "attack 52: {0}00 nested 10 000 deep is refused")
  @ValueSource(strings = {"81", "a100", "8200", "8181a100"})
  void refusesDeepNestingWithoutAStackOverflow(String level) {
    Bytes[] levels = new Bytes[10_001];
    Arrays.fill(levels, Bytes.hex(level));
    levels[10_000] = Bytes.hex("00");
    assertThat(Refusal.of(Bytes.concat(levels))).isEqualTo("M-3");
  }

  @Test
  void refusesTheNinthLevelAndAcceptsTheEighth() {
    assertThat(Refusal.of(Bytes.hex("818181818181818180"))).isEqualTo("M-3");
    assertThat(Refusal.of(Bytes.hex("8181818181818180"))).isEqualTo(Refusal.NONE);
    assertThat(Refusal.of(Bytes.hex("a100a100a100a100a100a100a100a100a0"))).isEqualTo("M-3");
    assertThat(Refusal.of(Bytes.hex("a100a100a100a100a100a100a100a0"))).isEqualTo(Refusal.NONE);
  }

  @Test
  void refusesOneByteMoreThanTheLimitAndAcceptsTheLimit() {
    int content = 65_536 - RawCbor.head(RawCbor.BYTES, 65_000).length();
    Bytes longest = RawCbor.bytes(Bytes.of(new byte[content]));
    assertThat(longest.length()).isEqualTo(65_536);
    assertThat(Refusal.of(longest)).isEqualTo(Refusal.NONE);
    assertThat(Refusal.of(RawCbor.bytes(Bytes.of(new byte[content + 1])))).isEqualTo("M-2");
  }

  @ParameterizedTest(
      name = "attack 52: major type {0} that claims {1} is refused without allocation")
  @MethodSource("claims")
  void refusesAClaimedLengthBeforeItAllocates(int major, String claimed, Bytes head) {
    Bytes hostile = Bytes.concat(head, Bytes.of(new byte[Math.max(0, 10 - head.length())]));
    assertThat(Refusal.of(hostile)).isEqualTo("M-4");
    assertThat(Refusal.of(RawCbor.map(RawCbor.unsigned(1), hostile))).isEqualTo("M-4");
    assertThat(allocatedBy(hostile)).isLessThan(BYTES_FOR_A_REFUSAL);
  }

  static Stream<Arguments> claims() {
    List<Arguments> claims = new ArrayList<>();
    for (int major = RawCbor.BYTES; major <= RawCbor.MAP; major++) {
      int type = major;
      Stream.of(11L, 23L, 255L, 65_535L, 65_536L, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL)
          .forEach(length -> claims.add(claim(type, length)));
      Stream.of(1L << 32, 1L << 40, Long.MAX_VALUE, 1L << 63, -1L)
          .forEach(length -> claims.add(claim(type, length)));
    }
    return claims.stream();
  }

  private static Arguments claim(int major, long length) {
    Bytes head = length < 0 ? RawCbor.head(major, length, 8) : RawCbor.head(major, length);
    return Arguments.of(major, Long.toUnsignedString(length), head);
  }

  @ParameterizedTest(name = "attack 52: the number {0} is refused by {1}")
  @MethodSource("numbers")
  void refusesNumbersOutsideTheRange(String hex, String rule) {
    assertThat(Refusal.of(Bytes.hex(hex))).isEqualTo(rule);
    assertThat(allocatedBy(Bytes.hex(hex))).isLessThan(BYTES_FOR_A_REFUSAL);
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        Arguments.of("1b8000000000000000", "M-4"),
        Arguments.of("1bffffffffffffffff", "M-4"),
        Arguments.of("a11b800000000000000000", "M-4"),
        Arguments.of("20", "M-7"),
        Arguments.of("3b8000000000000000", "M-7"),
        Arguments.of("3bffffffffffffffff", "M-7"));
  }

  @ParameterizedTest(name = "attack 52: 64 KiB of {0} take a small multiple of memory")
  @ValueSource(strings = {"00", "40", "60", "80", "a0", "8180", "a10000"})
  void allocatesASmallMultipleOfALongInput(String element) {
    Bytes unit = Bytes.hex(element);
    int count = 65_500 / unit.length();
    Bytes[] elements = IntStream.range(0, count).mapToObj(i -> unit).toArray(Bytes[]::new);
    Bytes message = RawCbor.array(elements);
    assertThat(Refusal.of(message)).isEqualTo(Refusal.NONE);
    assertThat(allocatedBy(message)).isLessThan(400L * message.length());
  }

  /** The bytes that one decoding allocates, on average, once everything is loaded. */
  private static long allocatedBy(Bytes input) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int rounds = input.length() > 1_000 ? 3 : ROUNDS;
    long thread = Thread.currentThread().getId();
    Refusal.of(input);
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < rounds; i++) {
      Refusal.of(input);
    }
    return (threads.getThreadAllocatedBytes(thread) - before) / rounds;
  }

  @Test
  @DisplayName("attack 52: every item cut short at any byte is refused")
  void refusesEveryPrefixOfAnItem() {
    Bytes item =
        RawCbor.map(
            RawCbor.unsigned(70_000),
            RawCbor.array(RawCbor.text("水 text"), RawCbor.bytes(Bytes.of(new byte[300]))),
            RawCbor.unsigned(1L << 40),
            RawCbor.unsigned(Long.MAX_VALUE));
    assertThat(Refusal.of(item)).isEqualTo(Refusal.NONE);
    for (int length = 0; length < item.length(); length++) {
      assertThat(Refusal.of(item.slice(0, length))).as("%d bytes", length).isEqualTo("M-4");
    }
  }
}
