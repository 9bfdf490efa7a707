package dev.skep.se.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.se.kernel.StoredDeviceKey;
import dev.skep.se.kernel.internal.object.ObjectTable;
import dev.skep.se.kernel.internal.object.Origin;
import dev.skep.se.kernel.internal.object.StoredKey;
import dev.skep.se.kernel.internal.object.StoredObject;
import dev.skep.se.kernel.internal.object.StoredPin;
import dev.skep.se.kernel.internal.object.StoredPuk;
import dev.skep.se.kernel.internal.object.StoredSecret;
import dev.skep.se.kernel.internal.operation.Change;
import dev.skep.se.kernel.internal.operation.Draft;
import dev.skep.se.kernel.internal.operation.Operation;
import dev.skep.se.kernel.internal.operation.Room;
import dev.skep.se.kernel.internal.operation.SessionBinding;
import dev.skep.se.kernel.internal.state.DeviceState;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final String CANARY = "CANARY-0123456789-CANARY-0123456";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Origin ORIGIN = new Origin(Bytes.of(new byte[32]), Bytes.of(new byte[32]));
  private static final SessionBinding BINDING =
      new SessionBinding(Bytes.of(new byte[32]), ORIGIN, Optional.empty(), Optional.empty());

  @Test
  @DisplayName("attack 75: nothing that holds a secret shows it in toString")
  void toStringShowsNoSecret() {
    SessionState state = state();
    SessionSlot slot = slot("01", draft());
    slot.rest(state);
    WrappedSession wrapped = new WrappedSession(slot.id(), 1, state);
    StoredDeviceKey key = new StoredDeviceKey("ES256", Bytes.hex("01"), canary());
    MemoryHandles memory = new MemoryHandles(RANDOM);
    HandleKind.Name name = memory.newName();
    List<Object> holders =
        new ArrayList<>(
            List.of(
                state,
                state.keys(),
                slot,
                draft(),
                wrapped,
                wrapped.encode(),
                key,
                DeviceState.blank(canary()).withKey(key),
                DeviceState.blank(canary()).withObjects(ObjectTable.EMPTY.with(pin())),
                new WrappedHandles(canary(), RANDOM),
                new Change.Unblock("pin", Optional.of(canary())),
                new Operation.Order(BINDING, List.of(), Bytes.EMPTY, canary()),
                new Operation.Effect.Changes(new Change.Make(pin())),
                new Operation.Effect.Answered("op", Bytes.EMPTY, canary(), true)));
    for (StoredObject object : objects()) {
      holders.add(object);
      holders.add(new Change.Make(object));
    }
    for (Object holder : holders) {
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
    WrappedHandles handles = new WrappedHandles(SecretBytes.random(32, RANDOM), RANDOM);
    SessionHandle handle = handles.begin(handles.newName(), slot("01", draft()), state());
    assertThat(new String(handle.value().toArray(), StandardCharsets.ISO_8859_1))
        .doesNotContain("CANARY")
        .doesNotContain("A256GCM");
  }

  @Test
  @DisplayName("attack 64: what a session made is erased with its slot")
  void stateAndDraftAreErasedWhenTheirSlotIsDiscarded() {
    SessionState state = state();
    SecretBytes provisional = canary();
    Draft draft = draft();
    draft.add(new Change.Unblock("pin", Optional.of(provisional)), Bytes.EMPTY);
    SessionSlot slot = slot("01", draft);
    slot.rest(state);
    slot.discard();
    erased(state);
    assertThat(provisional.toString()).isEqualTo("SecretBytes[closed]");
  }

  @Test
  void slotThatIsDiscardedWhileInUseIsErasedByItsUser() throws Exception {
    SessionState state = state();
    SessionSlot slot = slot("01", draft());
    slot.rest(state);
    slot.lock();
    Thread other = new Thread(slot::discard);
    other.start();
    other.join();
    assertThat(state.keys().external().length()).isEqualTo(32);
    slot.unlock();
    erased(state);
  }

  private static void erased(SessionState state) {
    TrafficKeys traffic = state.keys().traffic();
    for (SecretBytes key : List.of(traffic.send(), traffic.receive(), state.keys().external())) {
      assertThatThrownBy(key::length).isInstanceOf(IllegalStateException.class);
    }
  }

  private static SessionSlot slot(String id, Draft draft) {
    return new SessionSlot(Bytes.hex(id), 0, draft);
  }

  private static Draft draft() {
    Draft draft = new Draft(new Room(9));
    draft.add(new Change.Make(pin()), Bytes.EMPTY);
    return draft;
  }

  private static List<StoredObject> objects() {
    KeyStatement statement =
        new KeyStatement(
            Issuer.key("k", ""),
            Bytes.hex("01"),
            Bytes.of(new byte[16]),
            ORIGIN.domain(),
            ORIGIN.serverKeyHash());
    return List.of(
        pin(),
        new StoredPuk(ORIGIN, new PukTerms("puk", Visit.POLICY), 3, canary()),
        new StoredKey(statement, List.of(), Optional.empty(), canary()),
        new StoredSecret(
            ORIGIN, new SecretTerms("s", SecretTerms.HS256, Optional.empty(), ""), canary()));
  }

  private static StoredPin pin() {
    PinTerms terms = new PinTerms("pin", Visit.POLICY, Optional.empty());
    return new StoredPin(ORIGIN, terms, 3, Optional.of(canary()));
  }

  private static SessionState state() {
    return new SessionState(
        Device.RSA,
        Bytes.of(new byte[16]),
        BINDING,
        new SessionKeys(new TrafficKeys(canary(), canary()), canary()),
        Position.START);
  }

  private static SecretBytes canary() {
    return SecretBytes.adopt(CANARY.getBytes(StandardCharsets.US_ASCII));
  }
}
