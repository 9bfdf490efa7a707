package dev.skep.se.pcsc.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.licel.jcardsim.crypto.ByteContainer;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class ShortNumbersTest {
  /** jcardsim's own gives the number times 256, as one private key in 256 shows. */
  @Test
  void keyTakesANumberThatIsShorterThanTheOneBefore() {
    ByteContainer key = new ByteContainer();
    key.setBigInteger(BigInteger.TWO.pow(255));
    BigInteger shorter = BigInteger.TWO.pow(247).add(BigInteger.ONE);

    key.setBigInteger(shorter);

    assertThat(key.getBigInteger()).isEqualTo(shorter);
    byte[] bytes = new byte[32];
    assertThat(key.getBytes(bytes, (short) 0)).isEqualTo((short) 31);
    key.clear();
    assertThat(key.isInitialized()).isFalse();
  }
}
