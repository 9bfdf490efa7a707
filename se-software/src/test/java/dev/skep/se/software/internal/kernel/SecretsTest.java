package dev.skep.se.software.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.se.software.internal.key.StoredDeviceKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final String CANARY = "CANARY-0123456789-CANARY-0123456";
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  @DisplayName("attack 75: nothing that holds a secret shows it in toString")
  void toStringShowsNoSecret() {
    SessionState state = state();
    SessionSlot slot = new SessionSlot(Bytes.hex("01"), 0);
    slot.rest(state);
    WrappedSession wrapped = new WrappedSession(slot.id(), 1, state);
    StoredDeviceKey key = new StoredDeviceKey("ES256", Bytes.hex("01"), canary());
    MemoryHandles memory = new MemoryHandles(RANDOM);
    HandleKind.Name name = memory.newName();
    for (Object holder :
        List.of(
            state,
            slot,
            wrapped,
            wrapped.encode(),
            key,
            DeviceState.blank(canary()).withKey(key),
            new DeviceState(1, canary(), Optional.of(key), List.of()),
            new WrappedHandles(canary(), RANDOM),
            new Operation.Effect.Answered("op", Bytes.EMPTY, canary(), true))) {
      assertThat(holder.toString())
          .doesNotContain("CANARY")
          .doesNotContain(Bytes.utf8("CANARY").toHex());
    }
    assertThat(name.toString()).doesNotContain(name.secret().toHex().substring(0, 8));
    assertThat(memory.begin(name, slot, state).toString())
        .doesNotContain(name.secret().toHex().substring(0, 8));
  }

  @Test
  void wrappedHandleShowsNothingOfTheSession() {
    SessionSlot slot = new SessionSlot(Bytes.hex("01"), 0);
    WrappedHandles handles = new WrappedHandles(SecretBytes.random(32, RANDOM), RANDOM);
    SessionHandle handle = handles.begin(handles.newName(), slot, state());
    assertThat(new String(handle.value().toArray(), StandardCharsets.ISO_8859_1))
        .doesNotContain("CANARY")
        .doesNotContain("A256GCM");
  }

  @Test
  void stateAtRestIsErasedWhenItsSlotIsDiscardedOrEnds() {
    SessionState discarded = state();
    SessionSlot one = new SessionSlot(Bytes.hex("01"), 0);
    one.rest(discarded);
    one.discard();
    erased(discarded);
    SessionState ended = state();
    SessionSlot two = new SessionSlot(Bytes.hex("02"), 0);
    two.rest(ended);
    two.end(new SessionSlot.Ending(List.of(), List.of()));
    erased(ended);
  }

  @Test
  void slotThatIsDiscardedWhileInUseIsErasedByItsUser() throws Exception {
    SessionState state = state();
    SessionSlot slot = new SessionSlot(Bytes.hex("01"), 0);
    slot.rest(state);
    slot.lock();
    Thread other = new Thread(slot::discard);
    other.start();
    other.join();
    assertThat(state.keys().send().length()).isEqualTo(32);
    slot.unlock();
    erased(state);
  }

  private static void erased(SessionState state) {
    assertThatThrownBy(() -> state.keys().send().length())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> state.keys().receive().length())
        .isInstanceOf(IllegalStateException.class);
  }

  private static SessionState state() {
    return new SessionState(
        Device.RSA, Bytes.of(new byte[16]), new TrafficKeys(canary(), canary()), Position.START);
  }

  private static SecretBytes canary() {
    return SecretBytes.adopt(CANARY.getBytes(StandardCharsets.US_ASCII));
  }
}
