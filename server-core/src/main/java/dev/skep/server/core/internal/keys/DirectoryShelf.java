package dev.skep.server.core.internal.keys;

import dev.skep.api.SecretBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The directory of key files, {@code *.pem}. */
final class KeyDirectory {
  private final Path directory;

  KeyDirectory(Path directory) {
    this.directory = directory;
  }

  /** All key files. */
  Set<Path> files() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      List<Path> keys =
          entries
              .filter(file -> file.getFileName().toString().endsWith(".pem"))
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .toList();
      return new TreeSet<>(keys);
    }
  }

  /**
   * Reads a key file.
   *
   * @throws NoSuchFileException if it is gone
   * @throws IOException if it cannot be used; the message names it and says what to do
   */
  RingKey read(Path file, SecretBytes passphrase) throws IOException {
    try {
      return new RingKey(KeyFile.decode(Files.readAllBytes(file), passphrase), file);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      String problem =
          e.getClass() == IOException.class ? e.getMessage() : "it cannot be read: " + e;
      throw new IOException(
          "the key file "
              + file
              + " cannot be used, "
              + problem
              + "; restore it and its passphrase from a backup, or remove it to do without",
          e);
    }
  }

  /** Writes a new key; it is on the disk when this returns. */
  RingKey write(StoredKey key, SecretBytes passphrase, SecureRandom random) throws IOException {
    Path file = directory.resolve(key.keyId() + ".pem");
    DurableFiles.create(file, KeyFile.encode(key, passphrase, random));
    return new RingKey(key, file);
  }
}
