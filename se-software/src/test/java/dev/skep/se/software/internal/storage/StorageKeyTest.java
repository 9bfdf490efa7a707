package dev.skep.se.software.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.se.kernel.FileStorage;
import dev.skep.se.kernel.SealedStorage;
import dev.skep.se.kernel.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageKeyTest extends StorageFixture {
  @Test
  void firstStartMakesAKeyFileThatOnlyItsOwnerCanRead() throws Exception {
    store(key(), "one");
    assertThat(keyFile).hasSize(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
        .isEqualTo("rw-------");
    assertThat(load(key())).contains("one");
  }

  @Test
  void refusesAnotherKey() throws Exception {
    store(key(), "one");
    Files.write(keyFile, new byte[32]);
    assertRefused("either that is the wrong one, or the file was altered");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void refusesAKeyOfAnotherLength(int length) throws Exception {
    store(key(), "one");
    Files.write(keyFile, new byte[length]);
    assertRefused(length > 32 ? "longer than 32" : "exactly 32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---"})
  void refusesAKeyFileThatOthersCanAccess(String permissions) throws Exception {
    store(key(), "one");
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString(permissions));
    assertRefused("accessible to group or others (" + permissions);
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("r--------"));
    assertThat(load(key())).contains("one");
  }

  @Test
  void makesNoNewKeyForAFileThatIsThere() throws Exception {
    store(key(), "one");
    Files.delete(keyFile);
    assertRefused("does not exist");
    assertThat(keyFile).doesNotExist();
  }

  @Test
  void makesNoKeyUnlessToldTo() throws Exception {
    try (SealedStorage storage =
        FileStorage.open(file, new KeyFile(keyFile, false, RANDOM), RANDOM)) {
      assertThat(storage.load()).isEmpty();
      assertThatThrownBy(() -> storage.store(secret("x"))).hasMessageContaining("does not exist");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  @DisplayName("a passphrase opens its file, another one gets an error that says both reasons")
  void acceptsThePassphraseAndRefusesAnotherOne() throws Exception {
    Path good = passphrase("good.txt", "correct horse battery\n");
    store(new PassphraseFile(good, RANDOM), "one");
    assertThat(load(new PassphraseFile(good, RANDOM))).contains("one");
    assertThatThrownBy(
            () -> load(new PassphraseFile(passphrase("bad.txt", "correct horse batterY"), RANDOM)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("bad.txt: either that is the wrong one, or the file was altered");
    assertRefused("another kind of secret");
  }

  @Test
  void refusesFewerOrMoreIterationsThanAFileMayHave() throws Exception {
    Path good = passphrase("good.txt", "correct horse battery\r\n");
    store(new PassphraseFile(good, RANDOM), "one");
    byte[] weak = Files.readAllBytes(file);
    int iterations = 31 + 1 + "passphrase".length() + 2 + 16;
    assertThat(ByteBuffer.wrap(weak).getInt(iterations)).isEqualTo(600_000);
    for (int bad : new int[] {599_999, 20_000_001, -1}) {
      ByteBuffer.wrap(weak).putInt(iterations, bad);
      Files.write(file, weak);
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(5),
          () ->
              assertThatThrownBy(() -> load(new PassphraseFile(good, RANDOM)))
                  .hasMessageContaining("the file was altered"));
    }
  }

  @Test
  void refusesAShortPassphraseAndOneThatOthersCanRead() throws Exception {
    Path shortOne = passphrase("short.txt", "elevenchars\n");
    assertThatThrownBy(() -> store(new PassphraseFile(shortOne, RANDOM), "x"))
        .hasMessageContaining("fewer than 12");
    Path open = passphrase("open.txt", "correct horse battery");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> store(new PassphraseFile(open, RANDOM), "x"))
        .hasMessageContaining("accessible to group or others");
  }

  private Path passphrase(String name, String text) throws IOException {
    Path path = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
  }
}
