package dev.skep.se.pkcs11.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A token of SoftHSM2, of Debian's package {@code softhsm2}. Its library reads where tokens are
 * from the environment of this process, which the build sets.
 */
final class SoftHsm {
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"));
  private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");

  private final String slot;
  private final Path home;
  private final Path pinFile;
  private int changes;

  private SoftHsm(String slot, Path home, Path pinFile) {
    this.slot = slot;
    this.home = home;
    this.pinFile = pinFile;
  }

  /** Skips the test where there is no SoftHSM2, which is an error where CI=true. */
  static Path library() {
    for (Path library : LIBRARIES) {
      if (Files.exists(library)) {
        return library;
      }
    }
    assertThat(System.getenv("CI")).as("apt-get install softhsm2").isNotEqualTo("true");
    assumeTrue(false, "skipped: there is no SoftHSM2, apt-get install softhsm2");
    throw new AssertionError();
  }

  /**
   * Makes a token.
   *
   * @param folder for the file of its PIN
   */
  static SoftHsm token(Path folder) throws IOException, InterruptedException {
    library();
    Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
    Path tokens = Files.createDirectories(configuration.resolveSibling("tokens"));
    if (!Files.exists(configuration)) {
      Files.writeString(
          configuration, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
    }
    List<Path> before = files(tokens);
    String said =
        run(
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            "skep",
            "--so-pin",
            "87654321",
            "--pin",
            "123456");
    Matcher slot = SLOT.matcher(said);
    assertThat(slot.find()).as(said).isTrue();
    List<Path> made = new ArrayList<>(files(tokens));
    made.removeAll(before);
    SoftHsm token = new SoftHsm(slot.group(1), made.get(0), folder.resolve("pin"));
    token.pin("123456\n");
    return token;
  }

  /** What the file has for a PIN from now on. */
  void pin(String pin) throws IOException {
    if (!Files.exists(pinFile)) {
      Files.createFile(
          pinFile,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(pinFile, pin);
  }

  Path pinFile() {
    return pinFile;
  }

  /** Settings for an SE on it. */
  Map<String, String> settings(String name, Path storageFile) {
    return Map.of(
        "name",
        name,
        "library",
        library().toString(),
        "slot",
        slot,
        "pin.file",
        pinFile.toString(),
        "storage.file",
        storageFile.toString(),
        "check.seconds",
        "1");
  }

  /** All that is in the token, as another program sees it. */
  String objects() throws IOException, InterruptedException {
    return tool("--list-objects");
  }

  /**
   * Takes all keys away, as with a token in whose place there is another one. The token itself
   * stays: SoftHSM2's library looks for tokens once in the life of a process.
   */
  void takeAway() throws IOException, InterruptedException {
    Path away = Files.createDirectories(pinFile.resolveSibling("away"));
    for (Path file : files(home)) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(".object") && !name.equals("token.object")) {
        Files.move(file, away.resolve(name));
      }
    }
    change();
  }

  /** Brings them back. */
  void bringBack() throws IOException, InterruptedException {
    for (Path file : files(pinFile.resolveSibling("away"))) {
      Files.move(file, home.resolve(file.getFileName()));
    }
    change();
  }

  /** Any change by another program has SoftHSM2's library read what is there. */
  private void change() throws IOException, InterruptedException {
    tool("--keygen", "--key-type", "aes:16", "--label", "another" + changes++);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private String tool(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "pkcs11-tool",
                "--module",
                library().toString(),
                "--slot",
                slot,
                "--login",
                "--pin",
                "123456"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command))).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
