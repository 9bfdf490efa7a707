package dev.skep.provider.rsa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AcceptedKeysTest {
  private static final int CAPACITY = 1024;

  @Test
  void forgetsTheKeyThatWasAskedForTheLongestTimeAgo() {
    AcceptedKeys accepted = new AcceptedKeys();
    for (int i = 0; i < CAPACITY; i++) {
      accepted.add(key(i));
    }
    assertThat(accepted.contains(key(0))).isTrue();
    accepted.add(key(CAPACITY));
    assertThat(accepted.contains(key(0))).as("asked for a moment ago").isTrue();
    assertThat(accepted.contains(key(1))).as("the eldest").isFalse();
    for (int i = 2; i <= CAPACITY; i++) {
      assertThat(accepted.contains(key(i))).isTrue();
    }
  }

  private static Bytes key(int number) {
    return Bytes.of(ByteBuffer.allocate(4).putInt(number).array());
  }
}
