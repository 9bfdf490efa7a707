package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.Transcript;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Handles of 32 random bytes; the state rests in the slot. Slots are found by the handle's hash, so
 * the time of a look-up says nothing of a handle that is close to a real one.
 */
final class MemoryHandles implements HandleKind {
  private static final int BYTES = 32;

  private final SecureRandom random;

  MemoryHandles(SecureRandom random) {
    this.random = random;
  }

  @Override
  public Name newName() {
    byte[] value = new byte[BYTES];
    random.nextBytes(value);
    return new Name(slotId(Bytes.of(value)), Bytes.of(value));
  }

  @Override
  public SessionHandle begin(Name name, SessionSlot slot, SessionState state) {
    slot.rest(state);
    return new SessionHandle(name.secret());
  }

  @Override
  public SessionHandle rest(SessionHandle used, SessionSlot slot, SessionState state) {
    slot.rest(state);
    return used;
  }

  @Override
  public Optional<Claim> read(SessionHandle handle) {
    return handle.value().length() == BYTES
        ? Optional.of(new Hashed(slotId(handle.value())))
        : Optional.empty();
  }

  private static Bytes slotId(Bytes handle) {
    return Transcript.digest("SHA-256", handle);
  }

  private record Hashed(Bytes slotId) implements Claim {
    @Override
    public boolean isLatest(SessionSlot slot) {
      return true;
    }

    @Override
    public Optional<SessionState> state(SessionSlot slot) {
      return Optional.ofNullable(slot.resting());
    }

    @Override
    public void close() {}
  }
}
