package dev.skep.se.software.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageKeyTest extends StorageFixture {
  @Test
  void refusesAnotherKey() throws Exception {
    store("one");
    Files.write(keyFile, new byte[32]);
    assertRefused("either that is the wrong one, or the file was altered");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void refusesAKeyOfAnotherLength(int length) throws Exception {
    store("one");
    Files.write(keyFile, new byte[length]);
    assertRefused(length > 32 ? "longer than 32" : "exactly 32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---"})
  void refusesAKeyFileThatOthersCanAccess(String permissions) throws Exception {
    store("one");
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString(permissions));
    assertRefused("accessible to group or others (" + permissions);
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("r--------"));
    assertThat(load()).contains("one");
  }

  @Test
  void makesNoNewKeyForAFileThatIsThere() throws Exception {
    store("one");
    Files.delete(keyFile);
    assertRefused("does not exist");
    assertThat(keyFile).doesNotExist();
  }

  @Test
  void makesNoKeyUnlessToldTo() throws Exception {
    try (SealedStorage storage =
        FileSealedStorage.open(file, new KeyFile(keyFile, false, RANDOM), RANDOM)) {
      assertThat(storage.load()).isEmpty();
      assertThatThrownBy(() -> storage.store(secret("x"))).hasMessageContaining("does not exist");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  @DisplayName("a passphrase opens its file, another one gets an error that says both reasons")
  void acceptsThePassphraseAndRefusesAnotherOne() throws Exception {
    Path good = passphrase("good.txt", "correct horse battery\n");
    store(new PassphraseFile(good), "one");
    assertThat(load(new PassphraseFile(good))).contains("one");
    assertThat(Files.readAllBytes(file)[7]).isEqualTo((byte) 2);
    assertThatThrownBy(
            () -> load(new PassphraseFile(passphrase("bad.txt", "correct horse batterY"))))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("bad.txt: either that is the wrong one, or the file was altered");
    assertRefused("another kind of secret");
  }

  @Test
  void refusesFewerIterationsThanAFileMayHave() throws Exception {
    Path good = passphrase("good.txt", "correct horse battery\r\n");
    store(new PassphraseFile(good), "one");
    byte[] weak = Files.readAllBytes(file);
    weak[17] = 0;
    weak[18] = 1;
    Files.write(file, weak);
    assertThatThrownBy(() -> load(new PassphraseFile(good)))
        .hasMessageContaining("PBKDF2 iterations");
  }

  @Test
  void refusesAShortPassphraseAndOneThatOthersCanRead() throws Exception {
    Path shortOne = passphrase("short.txt", "elevenchars\n");
    assertThatThrownBy(() -> store(new PassphraseFile(shortOne), "x"))
        .hasMessageContaining("fewer than 12");
    Path open = passphrase("open.txt", "correct horse battery");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> store(new PassphraseFile(open), "x"))
        .hasMessageContaining("accessible to group or others");
  }

  private Path passphrase(String name, String text) throws IOException {
    Path path = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
  }
}
