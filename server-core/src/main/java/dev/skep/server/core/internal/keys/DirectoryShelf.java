package dev.skep.server.core.internal.keys;

import dev.skep.api.SecretBytes;
import dev.skep.api.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The directory of key files, {@code *.pem}, each encrypted under one passphrase. */
final class DirectoryShelf implements KeyShelf, AutoCloseable {
  private final Path directory;
  private final SecretBytes passphrase;
  private final SecureRandom random;

  /**
   * A directory that is there.
   *
   * @param passphrase taken over
   */
  DirectoryShelf(Path directory, SecretBytes passphrase, SecureRandom random) {
    this.directory = directory;
    this.passphrase = passphrase;
    this.random = random;
  }

  /** All key files of a directory. */
  static Set<Path> files(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      List<Path> keys =
          entries
              .filter(file -> file.getFileName().toString().endsWith(".pem"))
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .toList();
      return new TreeSet<>(keys);
    }
  }

  /** A key file. */
  private final class KeyFileEntry implements Entry {
    private final Path file;

    KeyFileEntry(Path file) {
      this.file = file;
    }

    @Override
    public String place() {
      return file.toString();
    }

    @Override
    public boolean elected() {
      return false;
    }

    @Override
    public StoredKey read() throws IOException {
      try {
        return KeyFile.decode(Files.readAllBytes(file), passphrase);
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
  }

  @Override
  public String name() {
    return directory.toString();
  }

  @Override
  public boolean mustBeReadable() {
    return false;
  }

  @Override
  public List<Entry> entries() throws IOException {
    return files(directory).stream().<Entry>map(KeyFileEntry::new).toList();
  }

  @Override
  public Entry add(StoredKey key) throws IOException {
    Path file = directory.resolve(key.keyId() + ".pem");
    DurableFiles.write(file, KeyFile.encode(key, passphrase, random));
    return new KeyFileEntry(file);
  }

  /** The oldest key of a directory counts, so that it needs no mark. */
  @Override
  public void elect(StoredKey key) throws IOException {
    add(key);
  }

  @Override
  public void remove(String place) throws IOException {
    DurableFiles.delete(Path.of(place));
  }

  @Override
  public void close() {
    passphrase.close();
  }
}
