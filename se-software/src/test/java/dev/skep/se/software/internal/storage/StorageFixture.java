package dev.skep.se.software.internal.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.SecretBytes;
import dev.skep.se.kernel.FileStorage;
import dev.skep.se.kernel.SealedStorage;
import dev.skep.se.kernel.StorageException;
import dev.skep.se.kernel.StorageKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A storage file with its key file in a fresh folder. */
abstract class StorageFixture {
  static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path folder;
  Path file;
  Path keyFile;

  @BeforeEach
  void nameFiles() {
    file = folder.resolve("se.skep");
    keyFile = folder.resolve("se.key");
  }

  void assertRefused(String because) {
    assertThatThrownBy(() -> load(key()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(because)
        .hasMessageContaining(folder.toString());
  }

  KeyFile key() {
    return new KeyFile(keyFile, true, RANDOM);
  }

  Optional<String> load(StorageKey secret) throws StorageException {
    try (SealedStorage storage = FileStorage.open(file, secret, RANDOM)) {
      return storage
          .load()
          .map(content -> content.use(bytes -> new String(bytes, StandardCharsets.UTF_8)));
    }
  }

  void store(StorageKey secret, String content) throws StorageException {
    try (SealedStorage storage = FileStorage.open(file, secret, RANDOM)) {
      storage.load().ifPresent(SecretBytes::close);
      storage.store(secret(content));
    }
  }

  static SecretBytes secret(String text) {
    return SecretBytes.adopt(text.getBytes(StandardCharsets.UTF_8));
  }
}
