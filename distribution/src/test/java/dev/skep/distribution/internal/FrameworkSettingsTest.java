package dev.skep.distribution.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkSettingsTest {
  @TempDir Path folder;

  @Test
  void putsVariablesInAsTheyAre() throws Exception {
    Path file = file("where=${home}/a,${home}/b\nplain=x\n");
    Map<String, String> variables = Map.of("home", "/with space/$1\\");

    assertThat(FrameworkSettings.read(file, variables::get))
        .containsEntry("where", "/with space/$1\\/a,/with space/$1\\/b")
        .containsEntry("plain", "x")
        .hasSize(2);
  }

  @Test
  void refusesAnUnknownVariableAndNamesIt() throws Exception {
    Path file = file("where=${nowhere}\n");

    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> FrameworkSettings.read(file, name -> null))
        .withMessageContainingAll("where", "nowhere", file.toString());
  }

  @Test
  void refusesAMissingFileAndNamesIt() {
    Path file = folder.resolve("absent.properties");

    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> FrameworkSettings.read(file, name -> null))
        .withMessageContaining(file.toString());
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("config.properties"), content);
  }
}
