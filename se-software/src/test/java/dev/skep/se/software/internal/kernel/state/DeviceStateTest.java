package dev.skep.se.software.internal.kernel.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.se.software.internal.key.StoredDeviceKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceStateTest {
  private final DeviceState blank = DeviceState.blank(secret(32, 5));
  private final DeviceState withKey =
      blank.withKey(new StoredDeviceKey("ES256", Bytes.hex("0102"), secret(40, 9)));
  private final DeviceState full = withKey.withChain(List.of(Bytes.hex("aa"), Bytes.hex("bb")));

  @Test
  void comesBackAsItWas() throws Exception {
    for (DeviceState state : List.of(blank, withKey, full)) {
      DeviceState read = StateCodec.decode(StateCodec.encode(state));
      assertThat(read.generation()).isEqualTo(state.generation());
      assertThat(read.chain()).isEqualTo(state.chain());
      assertThat(read.personalized()).isEqualTo(state == full);
      assertThat(read.masterKey().matches(state.masterKey())).isTrue();
      assertThat(read.key().isPresent()).isEqualTo(state.key().isPresent());
    }
    StoredDeviceKey key = StateCodec.decode(StateCodec.encode(full)).key().orElseThrow();
    assertThat(key.scheme()).isEqualTo("ES256");
    assertThat(key.publicKey()).isEqualTo(Bytes.hex("0102"));
    assertThat(key.material().matches(secret(40, 9))).isTrue();
    assertThat(full.generation()).isEqualTo(3);
  }

  @Test
  void refusesWhatIsCutOffBeforeTheKeyMaterial() {
    byte[] good = StateCodec.encode(full).copy();
    for (int length = 0; length <= good.length - 40; length++) {
      byte[] torn = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> StateCodec.decode(SecretBytes.adopt(torn)))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  private static SecretBytes secret(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return SecretBytes.adopt(bytes);
  }
}
