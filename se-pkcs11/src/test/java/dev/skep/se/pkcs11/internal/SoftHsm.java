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
  private final Path pinFile;

  private SoftHsm(String slot, Path pinFile) {
    this.slot = slot;
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
    if (!Files.exists(configuration)) {
      Path tokens = Files.createDirectories(configuration.resolveSibling("tokens"));
      Files.writeString(
          configuration, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
    }
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
    SoftHsm token = new SoftHsm(slot.group(1), folder.resolve("pin"));
    token.pin("123456\n");
    return token;
  }

  /** What the file has for a PIN from now on. */
  void pin(String pin) throws IOException {
    Files.deleteIfExists(pinFile);
    Files.createFile(
        pinFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(pinFile, pin);
  }

  /** Settings for an SE on it. */
  Map<String, String> settings(Path storageFile) {
    return Map.of(
        "name",
        "test",
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
    return run(
        "pkcs11-tool",
        "--module",
        library().toString(),
        "--slot",
        slot,
        "--login",
        "--pin",
        "123456",
        "--list-objects");
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command))).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
