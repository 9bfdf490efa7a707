package dev.skep.demo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
  @TempDir Path parent;

  @Test
  void goesWithAllThatIsInIt() throws Exception {
    Path beside = Files.writeString(parent.resolve("beside"), "x");
    try (DemoFolder folder = DemoFolder.below(parent)) {
      Files.writeString(Files.createDirectory(folder.path().resolve("inner")).resolve("a"), "x");
      assertThat(folder.path()).isNotEmptyDirectory();
    }

    assertThat(parent).isDirectoryContaining(beside::equals);
    assertThat(Files.list(parent)).containsExactly(beside);
  }
}
