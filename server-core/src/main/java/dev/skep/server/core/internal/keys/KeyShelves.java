package dev.skep.server.core.internal.keys;

import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.files.DurableFiles;
import dev.skep.server.core.internal.keys.RingPlace.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which shelf counts. A mark in the directory remembers that the keys went to the database, so
 * that no second set of keys begins while the database is away. Used by one thread at a time.
 */
final class KeyShelves implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyShelves.class);
  private static final String MARK = "keys-are-in-the-database";

  private final RingPlace place;
  private final Optional<DirectoryShelf> directory;
  private final DatabaseShelf database;
  private final Path mark;
  private boolean moved;

  private KeyShelves(RingPlace place, Path path, Optional<DirectoryShelf> directory) {
    this.place = place;
    this.directory = directory;
    this.database = new DatabaseShelf(place.store(), place.sealer());
    this.mark = path.resolve(MARK);
  }

  /**
   * Opens the directory where it counts; makes it and its passphrase where there are none.
   *
   * @throws SettingsException if the directory or the passphrase cannot be used
   */
  static KeyShelves open(KeyRingSettings settings, RingPlace place, SecureRandom random)
      throws SettingsException {
    Path path = settings.directory();
    if (place.mode() == Mode.DATABASE) {
      return new KeyShelves(place, path, Optional.empty());
    }
    try {
      DurableFiles.createDirectory(path);
      if (place.mode() == Mode.DIRECTORY && Files.exists(path.resolve(MARK))) {
        throw new SettingsException(
            "storage",
            "the keys of "
                + path
                + " went to the database; set auto or database, or remove the file "
                + MARK
                + " to begin anew: then this issuer loses its authority over what it provisioned");
      }
      boolean mayCreate = DirectoryShelf.files(path).isEmpty();
      SecretBytes passphrase = Passphrase.load(settings.passphraseFile(), mayCreate, random);
      return new KeyShelves(place, path, Optional.of(new DirectoryShelf(path, passphrase, random)));
    } catch (IOException e) {
      throw new SettingsException(path.toString(), "the keys cannot be read: " + e, e);
    }
  }

  /**
   * The shelf that counts now.
   *
   * @throws IOException if keys are to be moved to the database and cannot
   */
  KeyShelf current() throws IOException {
    if (directory.isEmpty()) {
      return database;
    }
    if (place.mode() == Mode.DIRECTORY) {
      return directory.get();
    }
    if (!moved && place.store().get().isPresent()) {
      move(directory.get());
      moved = true;
    }
    return moved || Files.exists(mark) ? database : directory.get();
  }

  /** Each key is in the database before its file goes. */
  private void move(DirectoryShelf from) throws IOException {
    if (Files.notExists(mark)) {
      String text = "Moved by the setting storage=auto.\n";
      DurableFiles.write(mark, text.getBytes(StandardCharsets.US_ASCII));
    }
    for (KeyShelf.Entry entry : from.entries()) {
      StoredKey key;
      try {
        key = entry.read();
      } catch (IOException e) {
        LOG.error("a key stays in the directory: {}", e.getMessage());
        continue;
      }
      try (SecretBytes pkcs8 = key.pkcs8()) {
        if (key.transport().equals(ManagementKeyRing.PURPOSE)) {
          database.elect(key);
        }
        if (!has(key)) {
          database.add(key);
        }
        from.remove(entry.place());
        LOG.info("moved the key {} of {} to the database", key.keyId(), key.transport());
      }
    }
  }

  private boolean has(StoredKey key) throws IOException {
    List<KeyShelf.Entry> entries = database.entries();
    for (KeyShelf.Entry entry : entries) {
      StoredKey there = entry.read();
      try (SecretBytes pkcs8 = there.pkcs8()) {
        if (there.subjectPublicKeyInfo().equals(key.subjectPublicKeyInfo())) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void close() {
    directory.ifPresent(DirectoryShelf::close);
  }
}
