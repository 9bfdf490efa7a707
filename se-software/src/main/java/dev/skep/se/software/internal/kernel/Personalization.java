package dev.skep.se.software.internal.kernel;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.se.software.internal.key.DeviceKey;
import dev.skep.se.software.internal.key.DeviceKeys;
import dev.skep.se.software.internal.key.StoredDeviceKey;
import dev.skep.se.software.internal.storage.AesGcm256;
import dev.skep.se.software.internal.storage.SealedStorage;
import dev.skep.se.software.internal.storage.StorageException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of an SE from blank over a key to personalised, in step with its storage: what could not
 * be stored did not happen. The caller keeps changes apart from everything else.
 */
final class Personalization implements AutoCloseable {
  private final SealedStorage storage;
  private final DeviceKeys keys;
  private DeviceState state;
  private @Nullable DeviceKey key;

  /** What a personalised SE attests with. */
  record Identity(DeviceKey key, List<Bytes> chain) {
    /** The leaf certificate, DER. */
    Bytes leaf() {
      return chain.get(0);
    }
  }

  private Personalization(SealedStorage storage, DeviceKeys keys, DeviceState state) {
    this.storage = storage;
    this.keys = keys;
    this.state = state;
    this.key = state.key().map(keys::open).orElse(null);
  }

  /**
   * Loads the state; a first start makes and stores a blank one.
   *
   * @param storage stays the caller's if this fails
   */
  static Personalization load(SealedStorage storage, DeviceKeys keys, SecureRandom random)
      throws StorageException, MalformedMessageException {
    Optional<SecretBytes> stored = storage.load();
    if (stored.isPresent()) {
      try (SecretBytes content = stored.get()) {
        return new Personalization(storage, keys, DeviceState.decode(content));
      }
    }
    DeviceState blank = DeviceState.blank(SecretBytes.random(AesGcm256.KEY_BYTES, random));
    try (SecretBytes content = blank.encode()) {
      storage.store(content);
    }
    return new Personalization(storage, keys, blank);
  }

  SecretBytes masterKey() {
    return state.masterKey();
  }

  Optional<Identity> identity() {
    DeviceKey present = key;
    return present == null || !state.personalized()
        ? Optional.empty()
        : Optional.of(new Identity(present, state.chain()));
  }

  Bytes createKey(String scheme) throws SecurityElementException {
    requireOpen();
    StoredDeviceKey made = keys.create(scheme);
    DeviceState next = state.withKey(made);
    try {
      store(next);
    } catch (SecurityElementException | RuntimeException e) {
      made.close();
      throw e;
    }
    DeviceKey previous = key;
    state.key().ifPresent(StoredDeviceKey::close);
    state = next;
    key = keys.open(made);
    if (previous != null) {
      previous.close();
    }
    return made.publicKey();
  }

  void installChain(List<Bytes> chain) throws SecurityElementException {
    requireOpen();
    DeviceKey present = key;
    if (present == null) {
      throw refused("there is no attestation key yet: create it first");
    }
    CertificateChain.check(chain, present.publicKey());
    DeviceState next = state.withChain(chain);
    store(next);
    state = next;
  }

  private void requireOpen() throws SecurityElementException {
    if (state.personalized()) {
      throw refused("this security element is personalised and locked for good");
    }
  }

  private void store(DeviceState next) throws SecurityElementException {
    try (SecretBytes content = next.encode()) {
      storage.store(content);
    } catch (StorageException e) {
      throw new SecurityElementException(
          Kind.UNREACHABLE, "the change could not be stored: " + e.getMessage(), e);
    }
  }

  private static SecurityElementException refused(String problem) {
    return new SecurityElementException(Kind.REFUSED, problem);
  }

  @Override
  public void close() {
    DeviceKey present = key;
    if (present != null) {
      present.close();
    }
    state.close();
    storage.close();
  }
}
