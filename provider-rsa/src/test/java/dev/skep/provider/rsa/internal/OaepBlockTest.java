package dev.skep.provider.rsa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.provider.rsa.internal.TestPadding.Oaep;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OaepBlockTest {
  private static final Bytes K = Bytes.of(TestPadding.digest("SHA-256", new byte[] {7}));

  @ParameterizedTest
  @ValueSource(ints = {256, 257, 384, 1024})
  void givesKOfAGoodBlockOfEachLength(int length) throws Exception {
    byte[] k = new byte[32];
    assertThat(decode(Oaep.GOOD.block(K, length), k)).isTrue();
    assertThat(k).isEqualTo(K.toArray());
  }

  @Test
  @DisplayName("attack 31: each byte of PS counts, also one that ends it before an 01 of its own")
  void refusesABlockWhosePsIsNotAllZeros() throws Exception {
    int ps = 256 - 2 * 32 - 2 - K.length();
    for (int zeros = 0; zeros < ps; zeros++) {
      for (int other : new int[] {1, 2, 0x80}) {
        Bytes message = Bytes.concat(Bytes.of(new byte[zeros]), Bytes.hex("01"), K);
        Oaep padding = new Oaep(0, "SHA-256", "SHA-256", Bytes.EMPTY, other);
        byte[] k = new byte[32];
        Arrays.fill(k, (byte) 1);
        assertThat(decode(padding.block(message, 256), k)).as("%d %d", zeros, other).isFalse();
        assertThat(k).containsOnly(0);
      }
    }
  }

  private static boolean decode(byte[] block, byte[] k) throws Exception {
    return new OaepBlock(MessageDigest.getInstance("SHA-256")).decode(block, k);
  }
}
