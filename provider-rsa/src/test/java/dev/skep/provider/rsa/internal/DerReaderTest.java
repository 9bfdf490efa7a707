package dev.skep.provider.rsa.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import java.security.InvalidKeyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerReaderTest {
  @ParameterizedTest
  @CsvSource({"7f,127", "8180,128", "81ff,255", "820100,256", "82ffff,65535", "83010000,65536"})
  void readsEachLengthInItsShortestForm(String length, int octets) throws Exception {
    DerReader whole = element(length, octets);
    whole.enter(DerReader.OCTET_STRING).expect(new byte[octets], "zeros");
    whole.end();
  }

  @ParameterizedTest
  @CsvSource({
    "80,128,indefinite",
    "8400010000,65536,huge",
    "817f,127,not minimal",
    "8200ff,255,not minimal",
    "8300ffff,65535,not minimal"
  })
  void refusesAnIndefiniteLengthAndEachLongerForm(String length, int octets, String why) {
    assertThatThrownBy(() -> element(length, octets).enter(DerReader.OCTET_STRING))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining(why);
  }

  @Test
  void whatIsExpectedMayBeTheLastButNotGoBeyondTheElement() throws Exception {
    DerReader.of(new byte[3]).expect(new byte[3], "three zeros");
    DerReader inside = DerReader.of(Bytes.hex("0401000000").toArray()).enter(0x04);
    assertThatThrownBy(() -> inside.expect(new byte[2], "two zeros"))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessage("two zeros");
  }

  private static DerReader element(String length, int octets) {
    return DerReader.of(
        Bytes.concat(Bytes.hex("04" + length), Bytes.of(new byte[octets])).toArray());
  }
}
