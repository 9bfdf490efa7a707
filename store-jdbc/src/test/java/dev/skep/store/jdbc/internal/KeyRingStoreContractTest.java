package dev.skep.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.KeyRingStore;
import dev.skep.api.issuer.SealedKey;
import dev.skep.api.issuer.StoreException;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class KeyRingStoreContractTest {
  private final TestClock clock = new TestClock();
  private final Nodes nodes;

  KeyRingStoreContractTest(Engine engine) {
    nodes = new Nodes(engine);
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private static SealedKey key(String id, int bytes) {
    return new SealedKey(
        id, "RSA-OAEP-256", TestClock.START, Bytes.utf8("public"), Bytes.of(new byte[bytes]));
  }

  @Test
  void nodesHaveTheSameKeysAlsoAfterARestart() throws StoreException {
    KeyRingStore one = nodes.start(clock).keys();
    KeyRingStore other = nodes.start(clock).keys();
    assertThat(one.add(key("01", 3000))).isTrue();
    assertThat(other.add(key("01", 10))).as("the id is there").isFalse();
    assertThat(other.add(key("02", 200_000))).isTrue();
    assertThat(one.all()).containsExactlyInAnyOrder(key("01", 3000), key("02", 200_000));

    nodes.close();
    KeyRingStore restarted = nodes.start(clock).keys();
    restarted.remove("01");
    restarted.remove("03");

    assertThat(restarted.all()).containsExactly(key("02", 200_000));
  }

  @Test
  void letsExactlyOneOfTwoNodesAddAnId() throws Exception {
    KeyRingStore one = nodes.start(clock).keys();
    KeyRingStore other = nodes.start(clock).keys();

    assertThat(
            Nodes.together(
                List.<Callable<Boolean>>of(
                    () -> one.add(key("01", 1)), () -> other.add(key("01", 2)))))
        .containsExactlyInAnyOrder(true, false);
  }
}
