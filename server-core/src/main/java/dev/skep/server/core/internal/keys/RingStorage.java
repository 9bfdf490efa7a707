package dev.skep.server.core.internal.keys;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.algorithm.KeyTransport;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ring together with the shelf that its keys are on: what is in one is in the other. Readers of
 * {@link #ring} never wait; changes take a lock that is not held while a key is made. Thread-safe.
 */
final class RingStorage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RingStorage.class);
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

  private final KeyRingSettings settings;
  private final KeyShelves shelves;
  private final SecureRandom random;
  private final Clock clock;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile Instant lookedAt = Instant.EPOCH;
  private volatile Ring ring = Ring.EMPTY;
  private @Nullable KeyShelf shelf;
  private String lastProblem = "";

  private RingStorage(
      KeyRingSettings settings, KeyShelves shelves, SecureRandom random, Clock clock) {
    this.settings = settings;
    this.shelves = shelves;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Reads all keys. A database that is not there yet is no obstacle.
   *
   * @throws SettingsException if something in the directory cannot be used
   */
  static RingStorage open(
      KeyRingSettings settings, RingPlace place, SecureRandom random, Clock clock)
      throws SettingsException {
    KeyShelves shelves = KeyShelves.open(settings, place, random);
    RingStorage storage = new RingStorage(settings, shelves, random, clock);
    storage.open();
    return storage;
  }

  private void open() throws SettingsException {
    try {
      refresh();
    } catch (StoreAbsentException e) {
      // Usual at a start. Whoever needs a key looks again, and is told if there is still none.
      LOG.info("the keys are taken up when the database is there");
    } catch (IOException e) {
      KeyShelf current = shelf;
      if (current == null || current.mustBeReadable()) {
        remember(e);
        return;
      }
      close();
      throw new SettingsException(
          settings.directory().toString(), String.valueOf(e.getMessage()), e);
    }
  }

  Ring ring() {
    return ring;
  }

  /** Takes up what others changed, at most once a second; while one thread looks, others go on. */
  void lookForChanges() {
    Instant now = clock.instant();
    boolean clockWasSetBack = now.isBefore(lookedAt);
    if (clockWasSetBack || !now.isBefore(lookedAt.plus(LOOK_INTERVAL))) {
      look();
    }
  }

  /** Takes up what others changed, and erases keys whose grace is over. */
  void look() {
    if (!changing.tryLock()) {
      return;
    }
    try {
      lookedAt = clock.instant();
      refresh();
      lastProblem = "";
    } catch (IOException e) {
      remember(e);
    } finally {
      changing.unlock();
    }
  }

  /** As {@link #look}, but waits for another thread that looks, and looks all the same. */
  void lookNow() {
    changing.lock();
    try {
      look();
    } finally {
      changing.unlock();
    }
  }

  private void remember(IOException e) {
    String problem = String.valueOf(e.getMessage());
    if (!problem.equals(lastProblem)) {
      lastProblem = problem;
      LOG.error("the keys stay as they are: {}", problem);
    }
  }

  /**
   * Makes a key, writes it and adds it; it is current from then on.
   *
   * @throws KeyRingException if it cannot be written
   */
  TransportKey make(KeyTransport transport) throws KeyRingException {
    String name = transport.name();
    int bits = settings.sizesBits().getOrDefault(name, transport.keySizesBits().get(0));
    try {
      checkWritable();
      LOG.info("making a key of {} bits for {}; this may take some seconds", bits, name);
      RingKey made = add(name, transport.generateKeyPair(bits, random));
      LOG.info("the key {} is now the current one of {}", made.keyId(), name);
      return made.decode(transport)
          .orElseThrow(() -> new IllegalStateException("the key ring is closed"));
    } catch (IOException | KeyReuseException e) {
      throw notKept(name, e);
    }
  }

  /**
   * Makes the one key that a purpose has for good, unless another node was faster: then the ring
   * has that one afterwards.
   *
   * @throws KeyRingException if it cannot be written
   */
  void elect(String purpose, KeyPair pair) throws KeyRingException {
    changing.lock();
    try (SecretBytes pkcs8 = privateHalf(pair)) {
      checkWritable();
      if (ring.lasting(purpose).isEmpty()) {
        currentShelf()
            .elect(new StoredKey(purpose, creationTime(purpose), publicHalf(pair), pkcs8));
        refresh();
      }
    } catch (IOException e) {
      throw notKept(purpose, e);
    } finally {
      changing.unlock();
    }
  }

  private KeyRingException notKept(String purpose, Exception cause) {
    return new KeyRingException(
        "a new key for "
            + purpose
            + " cannot be kept in "
            + (shelf == null ? settings.directory() : shelf.name())
            + " ("
            + cause
            + "): check space and access rights",
        cause);
  }

  /** Spares the making of a key that could not be kept, or that would be a second one. */
  private void checkWritable() throws IOException {
    changing.lock();
    try {
      KeyShelf current = shelves.current();
      if (current.mustBeReadable()) {
        refresh();
      }
    } finally {
      changing.unlock();
    }
  }

  private RingKey add(String transport, KeyPair pair) throws IOException, KeyReuseException {
    SecretBytes pkcs8 = privateHalf(pair);
    changing.lock();
    try {
      KeyShelf current = currentShelf();
      StoredKey stored = new StoredKey(transport, creationTime(transport), publicHalf(pair), pkcs8);
      RingKey key = new RingKey(stored, current.add(stored));
      ring = ring.with(key);
      return key;
    } catch (IOException | KeyReuseException | RuntimeException e) {
      pkcs8.close();
      throw e;
    } finally {
      changing.unlock();
    }
  }

  private static Bytes publicHalf(KeyPair pair) {
    return Bytes.of(pair.getPublic().getEncoded());
  }

  private static SecretBytes privateHalf(KeyPair pair) {
    return SecretBytes.adopt(pair.getPrivate().getEncoded());
  }

  /** Later than the key before, even where the clock was set back: the newest key is current. */
  private Instant creationTime(String transport) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant earliest =
        ring.current(transport).map(key -> key.created().plusMillis(1)).orElse(Instant.MIN);
    return now.isBefore(earliest) ? earliest : now;
  }

  private void refresh() throws IOException {
    takeUpNew(currentShelf());
    eraseOver(currentShelf());
  }

  /** Where another shelf counts from now on, the ring is read anew: the same keys are on it. */
  private KeyShelf currentShelf() throws IOException {
    KeyShelf current = shelves.current();
    if (current != shelf) {
      ring.keys().forEach(RingKey::close);
      ring = Ring.EMPTY;
      shelf = current;
    }
    return current;
  }

  /** Takes up all that can be used, so that one bad entry does not hide a good one after it. */
  private void takeUpNew(KeyShelf from) throws IOException {
    List<String> problems = new ArrayList<>();
    Set<String> known = ring.places();
    for (KeyShelf.Entry entry : from.entries()) {
      if (!known.contains(entry.place())) {
        try {
          takeUp(entry);
        } catch (NoSuchFileException e) {
          LOG.debug("{} was erased by another server meanwhile", entry.place());
        } catch (IOException | KeyReuseException e) {
          problems.add(String.valueOf(e.getMessage()));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new IOException(String.join("; ", problems));
    }
  }

  private void takeUp(KeyShelf.Entry entry) throws IOException, KeyReuseException {
    RingKey key = new RingKey(entry.read(), entry);
    try {
      ring = ring.with(key);
    } catch (KeyReuseException e) {
      key.close();
      throw e;
    }
  }

  private void eraseOver(KeyShelf from) throws IOException {
    List<RingKey> over = new ArrayList<>(ring.over(clock.instant(), settings.grace()));
    ring = ring.without(over);
    for (RingKey key : over) {
      key.close();
      from.remove(key.place());
      LOG.info("erased the retired key {} of {}", key.keyId(), key.transport());
    }
  }

  @Override
  public void close() {
    changing.lock();
    try {
      ring.keys().forEach(RingKey::close);
      ring = Ring.EMPTY;
      shelves.close();
    } finally {
      changing.unlock();
    }
  }
}
