package dev.skep.protocol.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborItem.Array;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborItem.Unsigned;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each field has its type and its size, and no field goes unread (spec rules M-10 to M-13). */
class MapReaderTest {
  private static final Bytes THREE = Bytes.hex("010203");

  @Test
  void readsEachTypeOfField() throws Exception {
    MapReader map =
        read(
            new MapWriter()
                .unsigned(1, Long.MAX_VALUE)
                .bytes(2, THREE)
                .text(3, "https://issuer.example/~a?b")
                .texts(4, List.of("ES256", "com.example/x"))
                .byteStrings(5, List.of(THREE))
                .item(6, new Array(List.of())));
    assertThat(map.unsigned(1)).isEqualTo(Long.MAX_VALUE);
    assertThat(map.bytes(2, 3, 3)).isEqualTo(THREE);
    assertThat(map.ascii(3, 27)).isEqualTo("https://issuer.example/~a?b");
    assertThat(map.names(4, 2)).containsExactly("ES256", "com.example/x");
    assertThat(map.byteStrings(5, 1, 3)).containsExactly(THREE);
    assertThat(map.array(6, 0)).isEmpty();
    map.end();
  }

  @Test
  void refusesAMessageThatIsNoMap() {
    for (String hex : List.of("00", "40", "60", "80")) {
      refuses("M-10", () -> MapReader.of(Bytes.hex(hex), CborLimits.DEFAULT));
    }
  }

  @Test
  void refusesByteStringsOutsideTheirSize() throws Exception {
    MapWriter writer = new MapWriter().bytes(1, THREE).byteStrings(2, List.of(THREE, Bytes.EMPTY));
    assertThat(read(writer).bytes(1, 3, 3)).isEqualTo(THREE);
    refuses("M-12", () -> read(writer).bytes(1, 4, 9));
    refuses("M-12", () -> read(writer).bytes(1, 0, 2));
    refuses("M-12", () -> read(writer).optionalBytes(1, 4, 9));
    refuses("M-12", () -> read(writer).byteStrings(2, 9, 9));
    refuses("M-12", () -> read(writer).byteStrings(2, 1, 9));
  }

  @Test
  void refusesMissingFieldsUnlessTheyAreOptional() throws Exception {
    MapReader empty = read(new MapWriter());
    refuses("M-10", () -> empty.unsigned(1));
    refuses("M-10", () -> empty.bytes(1, 0, 9));
    refuses("M-10", () -> empty.ascii(1, 9));
    refuses("M-10", () -> empty.array(1, 9));
    refuses("M-10", () -> empty.names(1, 9));
    assertThat(empty.optionalBytes(1, 1, 9)).isEmpty();
    empty.end();
  }

  @Test
  void refusesFieldsOfAnotherType() {
    MapWriter writer =
        new MapWriter().unsigned(1, 0).bytes(2, THREE).text(3, "a").item(4, new Array(List.of()));
    refuses("M-11", () -> read(writer).unsigned(2));
    refuses("M-11", () -> read(writer).bytes(3, 0, 9));
    refuses("M-11", () -> read(writer).optionalBytes(1, 0, 9));
    refuses("M-11", () -> read(writer).ascii(4, 9));
    refuses("M-11", () -> read(writer).array(1, 9));
    refuses("M-11", () -> read(new MapWriter().texts(1, List.of("a"))).byteStrings(1, 9, 9));
  }

  @Test
  void refusesTextsThatAreLongOrNotVisibleAscii() throws Exception {
    assertThat(read(new MapWriter().text(1, "")).ascii(1, 3)).isEmpty();
    assertThat(read(new MapWriter().text(1, "!~z")).ascii(1, 3)).isEqualTo("!~z");
    for (String text : List.of("abcd", " ", "\n", "\r\n", "\u007f", "\u0000", "ü", "\u202e")) {
      refuses("M-12", () -> read(new MapWriter().text(1, text)).ascii(1, 3));
    }
  }

  @Test
  void refusesTextsThatAreNoNamesAndNamesThatRepeat() throws Exception {
    String longest = "n".repeat(64);
    assertThat(read(new MapWriter().texts(1, List.of(longest))).names(1, 1))
        .containsExactly(longest);
    for (String name : List.of("", "n".repeat(65), "ES 256", "ES256\n", "ÉS256")) {
      refuses("M-13", () -> read(new MapWriter().texts(1, List.of(name))).names(1, 9));
    }
    refuses("M-13", () -> read(new MapWriter().texts(1, List.of("a", "b", "a"))).names(1, 9));
    refuses("M-13", () -> MapReader.asName(1, new Unsigned(0)));
    refuses("M-11", () -> MapReader.asBytes(1, new Text("a"), 0, 9));
  }

  @Test
  void refusesMoreElementsThanTheLimit() throws Exception {
    MapWriter writer =
        new MapWriter()
            .texts(1, IntStream.range(0, 64).mapToObj(i -> "n" + i).toList())
            .byteStrings(2, Collections.nCopies(256, THREE));
    assertThat(read(writer).names(1, 64)).hasSize(64);
    refuses("M-12", () -> read(writer).names(1, 63));
    assertThat(read(writer).byteStrings(2, 256, 3)).hasSize(256);
    refuses("M-12", () -> read(writer).byteStrings(2, 255, 3));
  }

  @Test
  void refusesFieldsThatNobodyAskedFor() throws Exception {
    MapReader map = read(new MapWriter().unsigned(1, 0).unsigned(2, 0));
    map.unsigned(1);
    refuses("M-10", map::end);
    map.unsigned(2);
    map.end();
  }

  private static MapReader read(MapWriter writer) throws MalformedMessageException {
    return MapReader.of(writer.encode(), CborLimits.DEFAULT);
  }

  private static void refuses(String rule, ThrowingCallable call) {
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.rejection().rule()).isEqualTo(rule))
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }
}
