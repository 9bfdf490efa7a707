package dev.skep.distribution.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void isHeldByOneAtATime() throws Exception {
    try (DataFolder held = DataFolder.hold(folder)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> DataFolder.hold(folder))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("SKEP_DATA");
    }
    try (DataFolder again = DataFolder.hold(folder)) {
      assertThat(again).as("free again").isNotNull();
    }
  }

  @Test
  void saysWhichFolderCannotBeUsed() {
    assertThatThrownBy(() -> DataFolder.hold(folder.resolve("absent")))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("absent");
  }
}
