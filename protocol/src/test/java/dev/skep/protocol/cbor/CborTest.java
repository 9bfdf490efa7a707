package dev.skep.protocol.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborItem.Array;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborItem.IntMap;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborItem.Unsigned;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each item has exactly one encoding, that of RFC 8949 section 4.2.1, and comes back from it. */
class CborTest {
  private static final CborLimits WIDE = new CborLimits(4_000_000, 8);

  @ParameterizedTest(name = "{0}")
  @MethodSource("numbers")
  void encodesNumbersInTheirShortestForm(long number) throws Exception {
    isTheOnlyEncoding(new Unsigned(number), RawCbor.unsigned(number));
  }

  static LongStream numbers() {
    LongStream edges =
        LongStream.of(24, 0x100, 0x1_0000, 0x8000_0000L, 0x1_0000_0000L, 1L << 53, 1L << 62)
            .flatMap(edge -> LongStream.of(edge - 1, edge, edge + 1));
    return LongStream.concat(LongStream.of(0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE), edges);
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {0, 1, 23, 24, 255, 256, 65_535, 65_536, 1_000_000})
  void encodesByteStringsOfEverySize(int size) throws Exception {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    isTheOnlyEncoding(new ByteString(Bytes.of(content)), RawCbor.bytes(Bytes.of(content)));
  }

  @ParameterizedTest(name = "{0} characters")
  @ValueSource(ints = {0, 1, 23, 24, 255, 256, 65_535, 65_536, 1_000_000})
  void encodesTextsOfEverySize(int size) throws Exception {
    String content = "z".repeat(size);
    isTheOnlyEncoding(new Text(content), RawCbor.text(content));
  }

  @ParameterizedTest(name = "character {index}")
  @ValueSource(strings = {"ü", "水", "𐅑", "\uFFFD", "\uFEFF", "\0", "\uDBFF\uDFFF"})
  void keepsCharactersOfEveryLengthAtEveryPlace(String character) throws Exception {
    for (int before = 0; before < 6; before++) {
      String content = "a".repeat(before) + character.repeat(5_000) + "z";
      isTheOnlyEncoding(new Text(content), RawCbor.text(content));
    }
  }

  @ParameterizedTest(name = "{0} elements")
  @ValueSource(ints = {0, 1, 23, 24, 255, 256, 65_535, 65_536})
  void encodesArraysOfEverySize(int size) throws Exception {
    Bytes[] elements = Collections.nCopies(size, RawCbor.unsigned(7)).toArray(Bytes[]::new);
    isTheOnlyEncoding(
        new Array(Collections.nCopies(size, new Unsigned(7))), RawCbor.array(elements));
  }

  @ParameterizedTest(name = "{0} entries")
  @ValueSource(ints = {0, 1, 23, 24, 255, 256, 65_535, 65_536})
  void encodesMapsOfEverySizeInOrderOfTheirKeys(int size) throws Exception {
    SortedMap<Long, CborItem> entries = new TreeMap<>();
    List<Bytes> encoded = new ArrayList<>();
    for (long key = 0; key < size; key++) {
      entries.put(key, new Unsigned(0));
      encoded.add(RawCbor.unsigned(key));
      encoded.add(RawCbor.unsigned(0));
    }
    isTheOnlyEncoding(new IntMap(entries), RawCbor.map(encoded.toArray(Bytes[]::new)));
  }

  @ParameterizedTest(name = "key {0}")
  @MethodSource("numbers")
  void keepsMapKeysOfEveryWidth(long key) throws Exception {
    IntMap map = new IntMap(new TreeMap<>(Collections.singletonMap(key, new Text("v"))));
    isTheOnlyEncoding(map, RawCbor.map(RawCbor.unsigned(key), RawCbor.text("v")));
  }

  @Test
  void keepsNestedItems() throws Exception {
    CborItem inner = new Array(List.of(new ByteString(Bytes.hex("00ff")), new Text("")));
    CborItem item = new Array(List.of(inner, new IntMap(new TreeMap<>()), inner));
    Bytes encodedInner = RawCbor.array(RawCbor.bytes(Bytes.hex("00ff")), RawCbor.text(""));
    isTheOnlyEncoding(item, RawCbor.array(encodedInner, RawCbor.map(), encodedInner));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("appendixA")
  void agreesWithTheExamplesOfRfc8949AppendixA(String hex, CborItem item) throws Exception {
    isTheOnlyEncoding(item, Bytes.hex(hex));
  }

  static Stream<Arguments> appendixA() {
    CborItem upTo25 = new Array(LongStream.rangeClosed(1, 25).mapToObj(CborTest::number).toList());
    return Stream.of(
        arguments("00", number(0)),
        arguments("01", number(1)),
        arguments("0a", number(10)),
        arguments("17", number(23)),
        arguments("1818", number(24)),
        arguments("1819", number(25)),
        arguments("1864", number(100)),
        arguments("1903e8", number(1000)),
        arguments("1a000f4240", number(1_000_000)),
        arguments("1b000000e8d4a51000", number(1_000_000_000_000L)),
        arguments("40", new ByteString(Bytes.EMPTY)),
        arguments("4401020304", new ByteString(Bytes.hex("01020304"))),
        arguments("60", new Text("")),
        arguments("6161", new Text("a")),
        arguments("6449455446", new Text("IETF")),
        arguments("62225c", new Text("\"\\")),
        arguments("62c3bc", new Text("\u00fc")),
        arguments("63e6b0b4", new Text("\u6c34")),
        arguments("64f0908591", new Text("\ud800\udd51")),
        arguments("80", array()),
        arguments("83010203", array(number(1), number(2), number(3))),
        arguments(
            "8301820203820405",
            array(number(1), array(number(2), number(3)), array(number(4), number(5)))),
        arguments("98190102030405060708090a0b0c0d0e0f101112131415161718181819", upTo25),
        arguments("a0", new IntMap(new TreeMap<>())),
        arguments("a201020304", new IntMap(new TreeMap<>(Map.of(1L, number(2), 3L, number(4))))));
  }

  @ParameterizedTest(name = "{1} is refused by {0}")
  @CsvSource(
      delimiter = ':',
      value = {
        "M-4: 1bffffffffffffffff",
        "M-5: a26161016162820203 a56161614161626142616361436164614461656145",
        "M-7: c249010000000000000000 3bffffffffffffffff c349010000000000000000 20 29 3863 3903e7",
        "M-7: f90000 f98000 f93c00 fb3ff199999999999a f93e00 f97bff fa47c35000 fa7f7fffff",
        "M-7: fb7e37e43c8800759c f90001 f90400 f9c400 fbc010666666666666 f97c00 f97e00 f9fc00",
        "M-7: fa7f800000 fa7fc00000 faff800000 fb7ff0000000000000 fb7ff8000000000000",
        "M-7: f4 f5 f6 f7 f0 f8ff c11a514b67b0 c1fb41d452d9e8200000 d74401020304",
        "M-7: c074323031332d30332d32315432303a30343a30305a d818456449455446",
        "M-1: 5f42010243030405ff 7f657374726561646d696e67ff 9fff 9f018202039f0405ffff",
        "M-1: 83018202039f0405ff 83019f0203ff820405 bf61610161629f0203ffff bf6346756ef563416d7421ff"
      })
  void refusesTheExamplesOfRfc8949AppendixAThatAreOutsideTheProfile(String rule, String examples) {
    for (String example : examples.split(" ")) {
      assertThat(Refusal.of(Bytes.hex(example))).as(example).isEqualTo(rule);
    }
  }

  @Test
  void refusesANegativeNumberToWrite() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Unsigned(-1));
  }

  private static void isTheOnlyEncoding(CborItem item, Bytes encoding) throws Exception {
    assertThat(Cbor.encode(item)).isEqualTo(encoding);
    assertThat(Cbor.decode(encoding, WIDE)).isEqualTo(item);
  }

  private static CborItem number(long value) {
    return new Unsigned(value);
  }

  private static CborItem array(CborItem... items) {
    return new Array(List.of(items));
  }
}
