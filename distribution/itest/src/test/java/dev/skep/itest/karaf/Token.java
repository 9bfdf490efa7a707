package dev.skep.itest.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The only token of a SoftHSM2, of Debian's package {@code softhsm2}.
 *
 * @param library its PKCS#11 library
 * @param pinFile what has its PIN
 */
public record Token(Path library, Path pinFile) {
  /** The environment variable that says where its configuration is. */
  static final String VARIABLE = "SOFTHSM2_CONF";

  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"));

  /** Where its configuration is, whether there is a token or not. */
  static Path configuration(Path folder) {
    return folder.resolve("softhsm2.conf");
  }

  /** The token of this JVM, whose environment says where it is to be; made anew. */
  public static Token ofThisJvm() throws IOException, InterruptedException {
    Path folder = Path.of(System.getenv(VARIABLE)).getParent();
    if (Files.exists(folder)) {
      try (Stream<Path> former = Files.walk(folder)) {
        for (Path file : former.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return in(Files.createDirectories(folder));
  }

  /** Makes it; skips the test where there is no SoftHSM2, which is an error where CI=true. */
  static Token in(Path folder) throws IOException, InterruptedException {
    Path library = LIBRARIES.stream().filter(Files::exists).findFirst().orElse(null);
    if (library == null) {
      assertThat(System.getenv("CI")).as("apt-get install softhsm2").isNotEqualTo("true");
      assumeTrue(false, "skipped: there is no SoftHSM2, apt-get install softhsm2");
      throw new AssertionError();
    }
    Path tokens = Files.createDirectory(folder.resolve("tokens"));
    Files.writeString(
        configuration(folder),
        "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
    ProcessBuilder tool =
        new ProcessBuilder(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                "skep",
                "--so-pin",
                "87654321",
                "--pin",
                "123456")
            .redirectErrorStream(true);
    tool.environment().put(VARIABLE, configuration(folder).toString());
    Process process = tool.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    Path pinFile =
        Files.createFile(
            folder.resolve("pin"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new Token(library, Files.writeString(pinFile, "123456\n"));
  }
}
