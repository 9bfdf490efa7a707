package dev.skep.api.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesForTheOwnerOnlyAndLeavesNothingBesideIt() throws Exception {
    Path file = folder.resolve("secret");
    DurableFiles.write(file, new byte[] {1, 2, 3});

    assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 3);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(names()).containsExactly("secret");
    assertThat(DurableFiles.isOpenToOthers(file)).isFalse();
  }

  @Test
  void replacesWhatIsThere() throws Exception {
    Path file = folder.resolve("secret");
    DurableFiles.write(file, new byte[] {1});
    DurableFiles.write(file, new byte[] {2});

    assertThat(Files.readAllBytes(file)).containsExactly(2);
  }

  @Test
  void leavesTheOldContentWhereTheNewCannotBePut() throws Exception {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.createFile(taken.resolve("something"));

    assertThatThrownBy(() -> DurableFiles.write(taken, new byte[] {1}))
        .isInstanceOf(IOException.class);
    assertThat(names()).containsExactly("taken");
    assertThat(taken.resolve("something")).exists();
  }

  @Test
  void seesWhatIsOpenToOthers() throws Exception {
    Path file = Files.createFile(folder.resolve("open"));
    for (String open : List.of("rw-r-----", "rw----r--", "rw-----w-", "rw---x---")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
      assertThat(DurableFiles.isOpenToOthers(file)).as(open).isTrue();
    }
  }

  @Test
  void makesDirectoriesForTheOwnerOnly() throws Exception {
    Path file = folder.resolve("a/b/file");
    DurableFiles.createDirectoryOf(file);
    DurableFiles.write(file, new byte[0]);
    DurableFiles.move(file, file.resolveSibling("other"));
    DurableFiles.delete(file.resolveSibling("other"));
    DurableFiles.delete(file.resolveSibling("absent"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(file.resolveSibling("other")).doesNotExist();
  }
}
