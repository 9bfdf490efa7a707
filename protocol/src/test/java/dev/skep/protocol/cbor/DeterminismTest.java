package dev.skep.protocol.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A second encoding of anything is refused (spec rules M-1 and M-5 to M-9). */
class DeterminismTest {
  @ParameterizedTest(name = "attack 51: indefinite or reserved length {0} is refused")
  @ValueSource(
      strings = {
        "5fff",
        "5f4100ff",
        "7fff",
        "7f6161ff",
        "9fff",
        "9f00ff",
        "bfff",
        "bf0000ff",
        "819fff",
        "a1005fff",
        "a11f00",
        "1f",
        "1c",
        "1d",
        "1e",
        "5c",
        "7d",
        "9e",
        "bc",
        "a11c00"
      })
  void refusesIndefiniteLengths(String hex) {
    assertThat(Refusal.of(Bytes.hex(hex))).isEqualTo("M-1");
  }

  @ParameterizedTest(name = "attack 51: {1} of major type {0} in {2} bytes is refused")
  @MethodSource("longHeads")
  void refusesNumbersAndLengthsThatAreNotShortest(int major, long argument, int width) {
    Bytes content = Bytes.of(new byte[(int) Math.min(2 * argument, 40_000)]);
    assertThat(Refusal.of(Bytes.concat(RawCbor.head(major, argument, width), content)))
        .isEqualTo("M-1");
    assertThat(Refusal.of(RawCbor.array(RawCbor.head(major, argument, width), content)))
        .isEqualTo("M-1");
    if (major == RawCbor.UNSIGNED) {
      Bytes longKey = RawCbor.head(major, argument, width);
      assertThat(Refusal.of(RawCbor.map(longKey, RawCbor.unsigned(0)))).isEqualTo("M-1");
    }
  }

  static Stream<Arguments> longHeads() {
    return IntStream.of(0, 2, 3, 4, 5)
        .boxed()
        .flatMap(
            major ->
                Stream.of(1, 2, 4, 8)
                    .flatMap(
                        width ->
                            Stream.of(0L, 1L, 23L, 24L, 255L, 256L, 65_535L, 65_536L, 0xffff_ffffL)
                                .filter(argument -> widthOf(argument) < width)
                                .map(argument -> Arguments.of(major, argument, width))));
  }

  private static int widthOf(long argument) {
    return RawCbor.head(RawCbor.UNSIGNED, argument).length() - 1;
  }

  @ParameterizedTest(name = "attack 51: {0}: {1} is refused by {2}")
  @CsvSource({
    "keys out of order, a202000100, M-6",
    "a longer key before a shorter one, a21818000100, M-6",
    "keys out of order in a map inside, 81a202000100, M-6",
    "a key twice, a201000100, M-6",
    "a key twice with other values, a200000001, M-6",
    "a text as a key, a1616100, M-5",
    "bytes as a key, a1416100, M-5",
    "a negative key, a12000, M-5",
    "an array as a key, a18000, M-5",
    "a tagged key, a1c10000, M-5",
    "true as a key, a1f500, M-5",
    "a tag, c000, M-7",
    "a tag of two bytes, d81800, M-7",
    "the self-describing tag, d9d9f700, M-7",
    "a tag inside, 81c100, M-7",
    "a half float, f93c00, M-7",
    "a single float, fa3f800000, M-7",
    "a double float, fb3ff0000000000000, M-7",
    "half NaN, f97e00, M-7",
    "double NaN, fb7ff8000000000000, M-7",
    "infinity, f97c00, M-7",
    "false, f4, M-7",
    "null, f6, M-7",
    "undefined, f7, M-7",
    "a simple value, e0, M-7",
    "a simple value of two bytes, f8ff, M-7",
    "a stray break, ff, M-7",
    "a negative number, 20, M-7",
    "a negative number of nine bytes, 3b7fffffffffffffff, M-7",
    "a stray continuation byte, 6180, M-8",
    "a cut sequence, 61c3, M-8",
    "a cut sequence before text, 62c328, M-8",
    "slash in two bytes, 62c0af, M-8",
    "slash in three bytes, 63e080af, M-8",
    "slash in four bytes, 64f08080af, M-8",
    "zero in two bytes, 62c080, M-8",
    "a high surrogate, 63eda080, M-8",
    "a low surrogate, 63edb080, M-8",
    "a pair of surrogates, 66eda081edb081, M-8",
    "a character over 10FFFF, 64f4908080, M-8",
    "a sequence of five bytes, 65f888808080, M-8",
    "byte FE, 61fe, M-8",
    "a byte after the item, 0000, M-9",
    "a byte after a map, a000, M-9",
    "two messages, a0a0, M-9",
    "a break after the item, 00ff, M-9",
  })
  void refusesAnotherEncoding(String what, String hex, String rule) {
    assertThat(Refusal.of(Bytes.hex(hex))).as(what).isEqualTo(rule);
  }

  @ParameterizedTest(name = "{0}: {1} is accepted")
  @CsvSource({
    "rising keys, a200000100",
    "keys of rising width, a40000181800190100001a0001000000",
    "the last character, 64f48fbfbf",
    "the characters beside the surrogates, 66ed9fbfee8080",
    "the least of three bytes, 63e0a080",
    "the greatest number, 1b7fffffffffffffff",
    "eight levels, 818181818181818100",
  })
  void acceptsWhatIsNextToIt(String what, String hex) {
    assertThat(Refusal.of(Bytes.hex(hex))).as(what).isEqualTo(Refusal.NONE);
  }

  @Test
  @DisplayName(
      "attack 51: each input of up to two bytes and each seventh of three is its re-encoding or refused")
  void reencodesEveryShortInputToItself() throws Exception {
    int accepted = 0;
    for (int length = 0; length <= 3; length++) {
      byte[] input = new byte[length];
      for (int value = 0; value < 1 << 8 * length; value += length < 3 ? 1 : 7) {
        for (int i = 0; i < length; i++) {
          input[i] = (byte) (value >> 8 * i);
        }
        accepted += isItsOwnEncoding(Bytes.of(input)) ? 1 : 0;
      }
    }
    assertThat(accepted).isPositive();
  }

  private static boolean isItsOwnEncoding(Bytes input) {
    try {
      CborItem item = Cbor.decode(input, CborLimits.DEFAULT);
      if (!Cbor.encode(item).equals(input)) {
        throw new AssertionError(input + " is not the encoding of " + item);
      }
      return true;
    } catch (MalformedMessageException e) {
      return false;
    }
  }
}
