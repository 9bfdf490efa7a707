package dev.skep.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void copiesOnTheWayInAndOut() {
    byte[] array = {1, 2, 3};
    Bytes bytes = Bytes.of(array);
    array[0] = 9;
    bytes.toArray()[1] = 9;
    assertThat(bytes.toArray()).containsExactly(1, 2, 3);
  }

  @Test
  void comparesByContent() {
    assertThat(Bytes.hex("0aFF")).isEqualTo(Bytes.of(new byte[] {10, -1}));
    assertThat(Bytes.hex("0aff")).hasSameHashCodeAs(Bytes.of(new byte[] {10, -1}));
    assertThat(Bytes.hex("0aff")).isNotEqualTo(Bytes.hex("0afe"));
    assertThat(Bytes.of(new byte[0])).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void joinsAndCuts() {
    Bytes joined = Bytes.concat(Bytes.hex("01"), Bytes.EMPTY, Bytes.hex("0203"));
    assertThat(joined).isEqualTo(Bytes.hex("010203"));
    assertThat(joined.slice(1, 2)).isEqualTo(Bytes.hex("0203"));
    assertThat(Bytes.hex("80").at(0)).isEqualTo(128);
  }

  @Test
  void refusesWhatIsNoPartOrNoHexadecimal() {
    assertThatThrownBy(() -> Bytes.hex("0102").slice(1, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Bytes.hex("0")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bytes.hex("zz")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void showsLongContentShortened() {
    assertThat(Bytes.of(new byte[33]).toString()).endsWith("… (33 bytes)").hasSizeLessThan(60);
    assertThat(Bytes.of(new byte[32]).toString()).isEqualTo("00".repeat(32));
  }
}
