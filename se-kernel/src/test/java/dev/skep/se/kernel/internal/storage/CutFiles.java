package dev.skep.se.kernel.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.se.kernel.SealedStorage;
import dev.skep.se.kernel.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Sealed storage in files whose power can be cut, and a record of the nonces that it used. */
public final class CutFiles {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;
  private final Supplier<? extends Error> cut;
  private final Map<Bytes, Bytes> sealedByNonce = new HashMap<>();

  /** Files in a folder that is made. */
  public CutFiles(Path folder, Supplier<? extends Error> cut) {
    this.folder = folder;
    this.cut = cut;
  }

  /** Stores a first state. */
  public void begin(SecretBytes content) throws StorageException {
    try (SealedStorage storage = open()) {
      storage.load();
      storage.store(content);
    }
  }

  /** Opens it. */
  public SealedStorage open() throws StorageException {
    return new Noting(FileSealedStorage.open(file(), key(), RANDOM));
  }

  /** Opens it with a cut after so many steps on files, or in the middle of the next one. */
  public SealedStorage openAndCutAfter(int steps, boolean half) throws StorageException {
    return new Noting(
        FileSealedStorage.open(file(), key(), RANDOM, new CutSteps(cut, steps, half)));
  }

  /** Checks all that was ever on the disk after a call. */
  public void usedNoNonceTwice() throws IOException {
    note();
    assertThat(sealedByNonce).isNotEmpty();
  }

  private Path file() {
    return folder.resolve("se.sealed");
  }

  private static FixedKey key() {
    return new FixedKey((byte) 0x55);
  }

  private void note() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().contains(".sealed")).toList();
    }
    for (Path file : files) {
      Bytes content = Bytes.of(Files.readAllBytes(file));
      Optional<StorageHeader> header = StorageHeader.decode(content);
      if (header.isPresent()) {
        Bytes before = sealedByNonce.put(header.get().nonce(), content);
        assertThat(before).isIn(null, content);
      }
    }
  }

  /** Notes what is on the disk whenever that can have changed. */
  private final class Noting implements SealedStorage {
    private final SealedStorage storage;

    Noting(SealedStorage storage) {
      this.storage = storage;
    }

    @Override
    public Optional<SecretBytes> load() throws StorageException {
      return storage.load();
    }

    @Override
    public void store(SecretBytes content) throws StorageException {
      try {
        storage.store(content);
      } finally {
        try {
          note();
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
    }

    @Override
    public int maximumBytes() {
      return storage.maximumBytes();
    }

    @Override
    public void close() {
      storage.close();
    }
  }
}
