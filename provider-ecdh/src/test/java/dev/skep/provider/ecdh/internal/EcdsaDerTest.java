package dev.skep.provider.ecdh.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EcdsaDerTest {
  @Test
  void derSignaturesGoThroughBothConversionsForEveryLengthOfNumber() {
    for (int length : List.of(32, 48, 66)) {
      for (int zeros = 0; zeros < length; zeros++) {
        byte[] fixed = new byte[2 * length];
        fixed[zeros] = (byte) 0x80;
        fixed[length + zeros] = 0x7f;
        byte[] der = EcdsaDer.encode(fixed);
        assertThat(EcdsaDer.decode(der, length)).hasValue(fixed);
        assertThat(EcdsaDer.decode(Bytes.of(der, 0, der.length - 1).toArray(), length)).isEmpty();
      }
    }
  }

  @Test
  void aDerSignatureWithPaddedOrNegativeNumbersIsNotConverted() {
    assertThat(EcdsaDer.decode(der("3006020101020101"), 32)).isPresent();
    assertThat(EcdsaDer.decode(der("300702020001020101"), 32)).isEmpty();
    assertThat(EcdsaDer.decode(der("300702010102020001"), 32)).isEmpty();
    assertThat(EcdsaDer.decode(der("3006020181020101"), 32)).isEmpty();
    assertThat(EcdsaDer.decode(der("30050200020101"), 32)).isEmpty();
    assertThat(EcdsaDer.decode(der("300602010102010100"), 32)).isEmpty();
    assertThat(EcdsaDer.decode(der("3009020101020101020101"), 32)).isEmpty();
  }

  @Test
  void theLengthHasASecondByteFrom128Content() {
    for (int s = 61; s <= 63; s++) {
      byte[] fixed = new byte[132];
      Arrays.fill(fixed, 66 - 62, 66, (byte) 1);
      Arrays.fill(fixed, 132 - s, 132, (byte) 1);
      byte[] der = EcdsaDer.encode(fixed);
      int content = 4 + 62 + s;
      String header = content < 128 ? "30" : "3081";
      assertThat(Bytes.of(der).toHex())
          .startsWith(header + Integer.toHexString(content) + "023e01");
      assertThat(EcdsaDer.decode(der, 66)).hasValue(fixed);
    }
  }

  @Test
  void zeroIsOneByteAndNothingElse() {
    assertThat(EcdsaDer.decode(der("3006020100020101"), 32))
        .hasValueSatisfying(fixed -> assertThat(Arrays.copyOf(fixed, 32)).containsOnly(0));
    assertThat(EcdsaDer.decode(der("300702020000020101"), 32)).isEmpty();
  }

  @Test
  void aNumberThatIsLongerThanHalfIsNotConverted() {
    assertThat(EcdsaDer.decode(der("3008" + "02027fff" + "02027fff"), 2)).isPresent();
    assertThat(EcdsaDer.decode(der("3009" + "02037fffff" + "02027fff"), 2)).isEmpty();
    assertThat(EcdsaDer.decode(der("3009" + "02027fff" + "02037fffff"), 2)).isEmpty();
  }

  private static byte[] der(String digits) {
    return Bytes.hex(digits).toArray();
  }
}
