package dev.skep.server.core.internal.keys;

import dev.skep.api.SettingsException;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.engine.JcaEngines;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The static key pairs of the transports that do not have one per offer (spec section 4), one
 * current key each. Thread-safe; making a key, which may take seconds, holds up only callers that
 * have no key of that transport yet.
 *
 * <p>Guarantee: a key is kept durably before it is given out; it serves one transport only; after
 * it is retired and its grace is over it is never given out again, and it is erased where it is
 * kept at the next use of the ring or {@link #maintain}. Rings on one database have the same keys:
 * each takes up within a second what another one made.
 */
public final class KeyRing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

  /** How long after a failed rotation the next one is tried, in seconds. */
  private static final int RETRY_SECONDS = 60;

  private final KeyRingSettings settings;
  private final RingStorage storage;
  private final Clock clock;
  private final Executor background;
  private final Map<String, ReentrantLock> making = new ConcurrentHashMap<>();
  private final Set<String> rotating = ConcurrentHashMap.newKeySet();
  private final Map<String, Instant> retryAt = new ConcurrentHashMap<>();

  private KeyRing(KeyRingSettings settings, RingStorage storage, Clock clock, Executor background) {
    this.settings = settings;
    this.storage = storage;
    this.clock = clock;
    this.background = background;
  }

  /**
   * Reads all keys; makes the directory and the passphrase where they count and there are none.
   *
   * @param place where the keys are kept
   * @param background runs rotations by age
   * @throws SettingsException if the passphrase or a key file cannot be used, or one key is there
   *     for two transports; the message names the file and says what to do
   */
  public static KeyRing open(
      KeyRingSettings settings,
      RingPlace place,
      SecureRandom random,
      Clock clock,
      Executor background)
      throws SettingsException {
    RingStorage storage = RingStorage.open(settings, place, random, clock);
    return new KeyRing(settings, storage, clock, background);
  }

  /**
   * The key to offer now. The first call for a transport makes one and waits for it; a call that
   * finds it older than configured has the next one made in the background.
   *
   * @throws KeyRingException if there is none and none can be made or kept
   * @throws IllegalArgumentException if the transport has a key pair per offer
   */
  public TransportKey current(KeyTransport transport) throws KeyRingException {
    requireStatic(transport);
    storage.lookForChanges();
    Optional<RingKey> current = storage.ring().current(transport.name());
    if (current.isEmpty()) {
      return make(transport, false);
    }
    if (isDue(current.get())) {
      rotateInBackground(transport);
    }
    Optional<TransportKey> decoded = current.get().decode(transport);
    return decoded.isPresent() ? decoded.get() : make(transport, false);
  }

  /**
   * The key that an offer named, to open what was sent for it.
   *
   * @param keyId as in {@link TransportKey#keyId}
   * @return empty if the transport has no such key, or it was retired longer ago than the grace
   * @throws KeyRingException if the transport does not accept the key
   */
  public Optional<TransportKey> find(KeyTransport transport, String keyId) throws KeyRingException {
    storage.lookForChanges();
    Optional<RingKey> found = known(transport, keyId);
    if (found.isEmpty()) {
      // It comes from a token of this issuer, so another node made it just now, or it is gone.
      storage.lookNow();
      found = known(transport, keyId);
    }
    return found.isPresent() ? found.get().decode(transport) : Optional.empty();
  }

  private Optional<RingKey> known(KeyTransport transport, String keyId) {
    return storage.ring().find(transport.name(), keyId, clock.instant(), settings.grace());
  }

  /**
   * The management key of the same ring.
   *
   * @param engines for its making and signing
   */
  public ManagementKeys managementKeys(JcaEngines engines, SecureRandom random) {
    return new ManagementKeyRing(storage, engines, random);
  }

  /**
   * Makes a new current key and retires the one before. Waits until the new one is on the disk.
   *
   * @throws KeyRingException if it cannot be made or kept; the current key stays
   * @throws IllegalArgumentException if the transport has a key pair per offer
   */
  public TransportKey rotate(KeyTransport transport) throws KeyRingException {
    requireStatic(transport);
    return make(transport, true);
  }

  /** Takes up keys that other servers made, and erases those whose grace is over. */
  public void maintain() {
    storage.look();
  }

  /** Erases the keys from memory; those that are kept stay. */
  @Override
  public void close() {
    storage.close();
  }

  /**
   * Makes a key once it is this thread's turn.
   *
   * @param another whether a current key is replaced; otherwise one that is there by then is given
   */
  private TransportKey make(KeyTransport transport, boolean another) throws KeyRingException {
    ReentrantLock turn = making.computeIfAbsent(transport.name(), name -> new ReentrantLock());
    turn.lock();
    try {
      Optional<RingKey> current = storage.ring().current(transport.name());
      if (!another && current.isPresent()) {
        Optional<TransportKey> decoded = current.get().decode(transport);
        if (decoded.isPresent()) {
          return decoded.get();
        }
      }
      return storage.make(transport);
    } finally {
      turn.unlock();
    }
  }

  private boolean isDue(RingKey current) {
    return !clock.instant().isBefore(current.created().plus(settings.rotateAfter()));
  }

  private void rotateInBackground(KeyTransport transport) {
    String name = transport.name();
    boolean mayTry = !clock.instant().isBefore(retryAt.getOrDefault(name, Instant.MIN));
    if (mayTry && rotating.add(name)) {
      try {
        background.execute(() -> rotateIfStillDue(transport));
      } catch (RejectedExecutionException e) {
        rotating.remove(name); // The server is about to stop.
      }
    }
  }

  private void rotateIfStillDue(KeyTransport transport) {
    String name = transport.name();
    try {
      if (storage.ring().current(name).filter(this::isDue).isPresent()) {
        rotate(transport);
      }
    } catch (KeyRingException | RuntimeException e) {
      retryAt.put(name, clock.instant().plusSeconds(RETRY_SECONDS));
      LOG.error("the key of {} is due for rotation but stays in use", name, e);
    } finally {
      rotating.remove(name);
    }
  }

  private static void requireStatic(KeyTransport transport) {
    if (transport.keyPairPerOffer()) {
      throw new IllegalArgumentException(transport.name() + " has a key pair for each offer");
    }
    if (transport.name().equals(ManagementKeyRing.PURPOSE)) {
      throw new IllegalArgumentException(transport.name() + " is no name of a transport");
    }
  }
}
