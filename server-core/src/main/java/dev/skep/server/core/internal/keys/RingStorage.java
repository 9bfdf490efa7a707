package dev.skep.server.core.internal.keys;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.algorithm.KeyTransport;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ring together with its directory: what is in one is in the other. Readers of {@link #ring}
 * never wait; changes take a lock that is not held while a key is made. Thread-safe.
 */
final class RingStorage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RingStorage.class);
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

  private final KeyRingSettings settings;
  private final KeyDirectory directory;
  private final SecretBytes passphrase;
  private final SecureRandom random;
  private final Clock clock;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile Instant lookedAt = Instant.EPOCH;
  private volatile Ring ring = Ring.EMPTY;
  private String lastProblem = "";

  private RingStorage(
      KeyRingSettings settings, SecretBytes passphrase, SecureRandom random, Clock clock) {
    this.settings = settings;
    this.directory = new KeyDirectory(settings.directory());
    this.passphrase = passphrase;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Reads all keys.
   *
   * @throws SettingsException if something there cannot be used
   */
  static RingStorage open(KeyRingSettings settings, SecureRandom random, Clock clock)
      throws SettingsException {
    try {
      DurableFiles.createDirectory(settings.directory());
      boolean mayCreate = new KeyDirectory(settings.directory()).files().isEmpty();
      SecretBytes passphrase = Passphrase.load(settings.passphraseFile(), mayCreate, random);
      RingStorage storage = new RingStorage(settings, passphrase, random, clock);
      storage.open();
      return storage;
    } catch (IOException e) {
      throw new SettingsException(
          settings.directory().toString(), "the transport keys cannot be read: " + e, e);
    }
  }

  private void open() throws SettingsException {
    try {
      takeUpNewFiles();
      eraseOver();
    } catch (IOException e) {
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
      takeUpNewFiles();
      eraseOver();
      lastProblem = "";
    } catch (IOException e) {
      String problem = String.valueOf(e.getMessage());
      if (!problem.equals(lastProblem)) {
        lastProblem = problem;
        LOG.error("the transport keys stay as they are: {}", problem);
      }
    } finally {
      changing.unlock();
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
    LOG.info("making a key of {} bits for {}; this may take some seconds", bits, name);
    KeyPair pair = transport.generateKeyPair(bits, random);
    byte[] pkcs8 = pair.getPrivate().getEncoded();
    try {
      Bytes spki = Bytes.of(pair.getPublic().getEncoded());
      RingKey made = add(name, spki, SecretBytes.copyOf(pkcs8));
      LOG.info("the key {} is now the current one of {}", made.keyId(), name);
      return made.decode(transport)
          .orElseThrow(() -> new IllegalStateException("the key ring is closed"));
    } catch (IOException | KeyReuseException e) {
      throw new KeyRingException(
          "a new key for "
              + name
              + " cannot be kept in "
              + settings.directory()
              + " ("
              + e
              + "): check space and access rights",
          e);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private RingKey add(String transport, Bytes spki, SecretBytes pkcs8)
      throws IOException, KeyReuseException {
    changing.lock();
    try {
      StoredKey stored = new StoredKey(transport, creationTime(transport), spki, pkcs8);
      RingKey key = directory.write(stored, passphrase, random);
      ring = ring.with(key);
      return key;
    } catch (IOException | KeyReuseException | RuntimeException e) {
      pkcs8.close();
      throw e;
    } finally {
      changing.unlock();
    }
  }

  /** Later than the key before, even where the clock was set back: the newest key is current. */
  private Instant creationTime(String transport) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant earliest =
        ring.current(transport).map(key -> key.created().plusMillis(1)).orElse(Instant.MIN);
    return now.isBefore(earliest) ? earliest : now;
  }

  /** Takes up all that can be used, so that one bad file does not hide a good one after it. */
  private void takeUpNewFiles() throws IOException {
    List<String> problems = new ArrayList<>();
    Set<Path> known = ring.files();
    for (Path file : directory.files()) {
      if (!known.contains(file)) {
        try {
          takeUp(file);
        } catch (NoSuchFileException e) {
          LOG.debug("{} was erased by another server meanwhile", file);
        } catch (IOException | KeyReuseException e) {
          problems.add(String.valueOf(e.getMessage()));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new IOException(String.join("; ", problems));
    }
  }

  private void takeUp(Path file) throws IOException, KeyReuseException {
    RingKey key = directory.read(file, passphrase);
    try {
      ring = ring.with(key);
    } catch (KeyReuseException e) {
      key.close();
      throw e;
    }
  }

  private void eraseOver() throws IOException {
    List<RingKey> over = new ArrayList<>(ring.over(clock.instant(), settings.grace()));
    ring = ring.without(over);
    for (RingKey key : over) {
      key.close();
      DurableFiles.delete(key.file());
      LOG.info("erased the retired key {} of {}", key.keyId(), key.transport());
    }
  }

  @Override
  public void close() {
    changing.lock();
    try {
      ring.keys().forEach(RingKey::close);
      ring = Ring.EMPTY;
      passphrase.close();
    } finally {
      changing.unlock();
    }
  }
}
