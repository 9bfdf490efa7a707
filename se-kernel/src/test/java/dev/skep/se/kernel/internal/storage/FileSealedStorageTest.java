package dev.skep.se.kernel.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.se.kernel.SealedStorage;
import dev.skep.se.kernel.StorageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSealedStorageTest extends StorageFixture {
  @Test
  void firstStartIsBlank() throws Exception {
    try (SealedStorage storage = open()) {
      assertThat(storage.load()).isEmpty();
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void refusesAnotherKeyAndAKeyOfAnotherKind() throws Exception {
    store("one");
    assertThatThrownBy(() -> load(new FixedKey((byte) 1)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("the key of the test: either that is the wrong one");
    byte[] other = Files.readAllBytes(file);
    other[32] = 'm';
    Files.write(file, other);
    assertRefused("another kind of secret, mixed");
  }

  @Test
  void givesBackWhatWasStoredLast() throws Exception {
    store("one");
    store("two");
    assertThat(load()).contains("two");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void keepsNothingInClear() throws Exception {
    store("canary-canary-canary");
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .doesNotContain("canary");
  }

  @Test
  void generationRisesWithEachStoreAndNonceAndCiphertextChange() throws Exception {
    store("same");
    byte[] first = Files.readAllBytes(file);
    store("same");
    byte[] second = Files.readAllBytes(file);
    assertThat(first[14]).isEqualTo((byte) 1);
    assertThat(second[14]).isEqualTo((byte) 2);
    int nonce = 19;
    assertThat(Arrays.copyOfRange(second, nonce, second.length))
        .isNotEqualTo(Arrays.copyOfRange(first, nonce, first.length));
  }

  @Test
  void goesBackToTheStateBeforeByCopyingTheBackup() throws Exception {
    store("one");
    store("two");
    store("three");
    Files.copy(
        DurableFiles.backupOf(file), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(load()).contains("two");
  }

  @Test
  void refusesAFileThatIsCutOffAtAnyByteAndLeavesItAlone() throws Exception {
    store("one");
    store("two");
    byte[] good = Files.readAllBytes(file);
    byte[] backup = Files.readAllBytes(DurableFiles.backupOf(file));
    for (int length = 0; length < good.length; length++) {
      byte[] torn = Arrays.copyOf(good, length);
      Files.write(file, torn);
      assertRefused("untouched");
      assertThat(file).hasBinaryContent(torn);
      assertThat(DurableFiles.backupOf(file)).hasBinaryContent(backup);
    }
  }

  @Test
  void refusesAFileWithAnyByteAltered() throws Exception {
    store("content");
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < good.length; i++) {
      byte[] altered = good.clone();
      altered[i] ^= 0x40;
      Files.write(file, altered);
      assertRefused("there is no state before it");
    }
    Files.write(file, good);
    assertThat(load()).contains("content");
  }

  @Test
  void refusesBytesAfterTheEnd() throws Exception {
    store("content");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) + 1));
    assertRefused("torn");
  }

  @Test
  void refusesAnOlderHeaderOnANewerBody() throws Exception {
    store("one");
    byte[] old = Files.readAllBytes(file);
    store("two");
    byte[] mixed = Files.readAllBytes(file);
    System.arraycopy(old, 0, mixed, 0, 15);
    Files.write(file, mixed);
    assertRefused("altered");
  }

  @ParameterizedTest
  @ValueSource(strings = {".tmp", ".bak.tmp"})
  void survivesACrashBetweenWritingAndMoving(String ending) throws Exception {
    store("one");
    Path leftOver = file.resolveSibling(file.getFileName() + ending);
    Files.write(leftOver, new byte[] {1, 2, 3});
    assertThat(load()).contains("one");
    store("two");
    assertThat(load()).contains("two");
    assertThat(leftOver).doesNotExist();
  }

  @Test
  void survivesACrashAfterTheBackupWasLinked() throws Exception {
    store("one");
    Files.createLink(DurableFiles.backupOf(file), file);
    store("two");
    assertThat(load()).contains("two");
    Files.copy(
        DurableFiles.backupOf(file), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(load()).contains("one");
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("se.skep", "se.skep.bak", "se.skep.lock");
  }

  @Test
  void refusesToBeginAnewWhenTheFileIsGoneButItsBackupIsThere() throws Exception {
    store("one");
    store("two");
    Files.delete(file);
    assertRefused("is missing although");
  }

  @Test
  void refusesToOverwriteWhatSomebodyElseChanged() throws Exception {
    store("one");
    byte[] old = Files.readAllBytes(file);
    store("two");
    try (SealedStorage storage = open()) {
      storage.load().orElseThrow().close();
      Files.write(file, old);
      assertThatThrownBy(() -> storage.store(secret("three")))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("changed by somebody else");
    }
    assertThat(file).hasBinaryContent(old);
  }

  @Test
  void canStoreAgainAfterAWriteFailed() throws Exception {
    store("one");
    try (SealedStorage storage = open()) {
      storage.load().orElseThrow().close();
      Path obstacle = file.resolveSibling("se.skep.tmp");
      Files.createDirectories(obstacle.resolve("full"));
      assertThatThrownBy(() -> storage.store(secret("two")))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("cannot be written");
      Files.delete(obstacle.resolve("full"));
      storage.store(secret("three"));
    }
    assertThat(load()).contains("three");
  }

  @Test
  void refusesASecondUserInAnotherProcess() throws Exception {
    store("one");
    try (SealedStorage storage = open()) {
      storage.load().orElseThrow().close();
      assertThat(openInAnotherProcess()).contains("in use by another security element");
    }
    assertThat(openInAnotherProcess()).isEqualTo("opened");
  }

  private String openInAnotherProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OpenStorage.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** What the other process runs. */
  static final class OpenStorage {
    private OpenStorage() {}

    /** Opens the storage file of the first argument. */
    public static void main(String[] arguments) throws Exception {
      FixedKey key = new FixedKey((byte) 0x55);
      try (SealedStorage storage = FileSealedStorage.open(Path.of(arguments[0]), key, RANDOM)) {
        storage.load().orElseThrow().close();
        System.out.print("opened");
      } catch (StorageException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  @Test
  void refusesASecondUserOfTheSameFileByAnyOfItsNames() throws Exception {
    store("one");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    try (SealedStorage storage = open()) {
      storage.load().orElseThrow().close();
      assertThatThrownBy(this::open)
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("in use by another security element");
      assertThatThrownBy(() -> FileSealedStorage.open(link, key(), RANDOM))
          .hasMessageContaining("in use");
    }
    assertThat(load()).contains("one");
  }
}
