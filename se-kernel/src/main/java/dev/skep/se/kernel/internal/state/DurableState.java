package dev.skep.se.kernel.internal.state;

import dev.skep.api.SecretBytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.se.kernel.SealedStorage;
import dev.skep.se.kernel.StorageException;
import dev.skep.se.kernel.internal.storage.AesGcm256;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The state in step with its storage: what could not be stored did not happen. Thread-safe; changes
 * run one after the other.
 */
public final class DurableState implements AutoCloseable {
  private final SealedStorage storage;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile DeviceState state;

  /** Work that nobody else's change comes in between of. */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * Does it.
     *
     * @param now the state, until it is replaced
     */
    T run(DeviceState now) throws SecurityElementException;
  }

  private DurableState(SealedStorage storage, DeviceState state) {
    this.storage = storage;
    this.state = state;
  }

  /**
   * Loads the state; a first start makes and stores a blank one.
   *
   * @param storage stays the caller's if this fails
   */
  public static DurableState load(SealedStorage storage, SecureRandom random)
      throws StorageException, MalformedMessageException {
    Optional<SecretBytes> stored = storage.load();
    if (stored.isPresent()) {
      try (SecretBytes content = stored.get()) {
        return new DurableState(storage, StateCodec.decode(content));
      }
    }
    DeviceState blank = DeviceState.blank(SecretBytes.random(AesGcm256.KEY_BYTES, random));
    try (SecretBytes content = StateCodec.encode(blank)) {
      storage.store(content);
    }
    return new DurableState(storage, blank);
  }

  /**
   * The state now, for what of it is not secret: a secret can be erased at any moment outside of
   * {@link #alone}.
   */
  public DeviceState now() {
    return state;
  }

  /** Does work with the state alone. */
  public <T> T alone(Work<T> work) throws SecurityElementException {
    lock.lock();
    try {
      return work.run(state);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether a state can be stored.
   *
   * @param reserve how many bytes must be left over
   */
  public boolean fits(DeviceState next, int reserve) {
    try (SecretBytes content = StateCodec.encode(next)) {
      return content.length() + reserve <= storage.maximumBytes();
    }
  }

  /**
   * Stores the next state, then takes it over and erases what it no longer has. From within {@link
   * #alone} only.
   *
   * @param next taken over if this succeeds
   * @throws SecurityElementException {@code UNREACHABLE} if it could not be stored, {@code REFUSED}
   *     if it is too long; then all is as before
   */
  public void replace(DeviceState next) throws SecurityElementException {
    if (!lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("a state is replaced by whoever has it alone");
    }
    try (SecretBytes content = StateCodec.encode(next)) {
      if (content.length() > storage.maximumBytes()) {
        throw new SecurityElementException(
            Kind.REFUSED,
            "the state would have "
                + content.length()
                + " bytes, more than the "
                + storage.maximumBytes()
                + " that its storage takes: have objects deleted first");
      }
      storage.store(content);
    } catch (StorageException e) {
      throw new SecurityElementException(
          Kind.UNREACHABLE, "the change could not be stored: " + e.getMessage(), e);
    }
    DeviceState before = state;
    state = next;
    Set<SecretBytes> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    kept.addAll(next.secrets());
    before.secrets().stream().filter(secret -> !kept.contains(secret)).forEach(SecretBytes::close);
  }

  /** Erases all secrets and lets the storage go. May be called again. */
  @Override
  public void close() {
    lock.lock();
    try {
      state.close();
      storage.close();
    } finally {
      lock.unlock();
    }
  }
}
