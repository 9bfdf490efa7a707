package dev.skep.se.kernel.internal.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.SecretBytes;
import dev.skep.se.kernel.SealedStorage;
import dev.skep.se.kernel.StorageException;
import dev.skep.se.kernel.StorageKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A storage file in a fresh folder. */
abstract class StorageFixture {
  static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path folder;
  Path file;

  @BeforeEach
  void nameFiles() {
    file = folder.resolve("se.skep");
  }

  void assertRefused(String because) {
    assertThatThrownBy(this::load)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(because)
        .hasMessageContaining(folder.toString());
  }

  StorageKey key() {
    return new FixedKey((byte) 0x55);
  }

  SealedStorage open() throws StorageException {
    return FileSealedStorage.open(file, key(), RANDOM);
  }

  Optional<String> load() throws StorageException {
    return load(key());
  }

  Optional<String> load(StorageKey secret) throws StorageException {
    try (SealedStorage storage = FileSealedStorage.open(file, secret, RANDOM)) {
      return storage
          .load()
          .map(content -> content.use(bytes -> new String(bytes, StandardCharsets.UTF_8)));
    }
  }

  void store(String content) throws StorageException {
    store(key(), content);
  }

  void store(StorageKey secret, String content) throws StorageException {
    try (SealedStorage storage = FileSealedStorage.open(file, secret, RANDOM)) {
      storage.load().ifPresent(SecretBytes::close);
      storage.store(secret(content));
    }
  }

  static SecretBytes secret(String text) {
    return SecretBytes.adopt(text.getBytes(StandardCharsets.UTF_8));
  }
}
