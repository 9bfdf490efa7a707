package dev.skep.demo.internal.device;

import dev.skep.demo.internal.story.StoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The machine of a holder: an installation of its own, with one software SE and {@code bin/skep} in
 * processes of their own. Program and bundles are those of this installation, by links; the
 * configuration and the data are its own.
 */
public final class HolderMachine {
  private static final List<String> LINKED = List.of("bin", "bundle", "lib");
  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private int runs;

  private HolderMachine(Path folder) {
    this.folder = folder;
  }

  /**
   * Sets it up.
   *
   * @param home the installation whose programs it uses
   * @param folder does not exist yet
   * @param element its SE
   */
  public static HolderMachine create(Path home, Path folder, SoftwareElement element)
      throws IOException {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.createDirectories(folder.resolve("deploy"));
    for (String linked : LINKED) {
      Files.createSymbolicLink(folder.resolve(linked), home.resolve(linked));
    }
    try (Stream<Path> files = Files.list(home.resolve("conf"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, conf.resolve(file.getFileName().toString()));
      }
    }
    StringBuilder settings = new StringBuilder();
    element
        .settings(folder)
        .forEach(
            (name, value) ->
                settings.append(
                    value instanceof Boolean
                        ? name + " = B\"" + value + "\"\n"
                        : name + " = \"" + value + "\"\n"));
    Files.writeString(
        conf.resolve(SoftwareElement.FACTORY_PID + "-" + element.name() + ".config"), settings);
    return new HolderMachine(folder);
  }

  /** A file of this machine. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** A run of {@code bin/skep}. */
  public record Run(Process process, Path output) {
    /** What it printed until now. */
    public String printed() throws IOException {
      return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** Ends it at once, as power loss does. */
    public void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    /**
     * Waits for its end.
     *
     * @return what it printed
     * @throws StoryException if it fails, or does not end
     */
    public String complete() throws Exception {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        kill();
        throw new StoryException("bin/skep does not end:\n" + printed());
      }
      if (process.exitValue() != 0) {
        throw new StoryException(
            "bin/skep ended with status " + process.exitValue() + ":\n" + printed());
      }
      return printed();
    }
  }

  /** Starts {@code bin/skep} with these arguments. */
  public Run start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(folder.resolve("bin/skep").toString()));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output-" + ++runs);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SKEP_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SKEP_HOME", folder.toString());
    builder.environment().put("SKEP_DATA", folder.resolve("data").toString());
    return new Run(builder.start(), output);
  }
}
