package dev.skep.itest.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skep.itest.server.Copies;
import dev.skep.itest.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worked example of {@code docs/vendors.md}, typed as it stands there: {@code sh} blocks into
 * one shell in an empty folder, {@code skep} blocks into the server's.
 */
class VendorsDocumentIT {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("skep.root"), "docs", "vendors.md");
  private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|skep)\\n(.*?)^```$");
  private static final Pattern CODE = Pattern.compile("[0-9A-Z]{5}(-[0-9A-Z]{5}){3}");

  @TempDir Path folder;
  private Path home;

  @Test
  void commandsOfTheWorkedExampleEndInAnEnrolment() throws Exception {
    requireSoftHsm();
    String version = System.getProperty("skep.version");
    assertThat(Files.readString(DOCUMENT)).contains("skep-" + version + ".tar.gz");
    Published.in(folder.resolve("home/.m2/repository"));
    home = Copies.copyTo(folder.resolve("skep-" + version));
    String typed = sh(String.join("\n", blocks("sh")));
    assertThat(typed)
        .contains("pkcs11:hsm", "blank", "Private Key Object; EC", "never extractable");
    try (ServerProcess server =
        ServerProcess.start(
            home,
            folder.resolve("server.log"),
            Map.of("SKEP_PORT", "0", "SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString()),
            "shell")) {
      String address = server.awaitReady();
      Path log = home.resolve("data/log/skep.log");
      server.awaitThat("available", () -> read(log).contains("pkcs11:hsm is available"));
      String line = String.join("\n", blocks("skep")).strip();
      Typed.until(server, line, "given a code", () -> CODE.matcher(server.output()).find());
      Matcher code = CODE.matcher(server.output());
      assertThat(code.find()).isTrue();
      String skep = "export SOFTHSM2_CONF=$PWD/softhsm2.conf\n" + home + "/bin/skep ";
      sh(skep + "enrol --yes --se pkcs11:hsm --server " + address + " --code " + code.group());
      assertThat(sh(skep + "keys --se pkcs11:hsm")).contains("badge-sign");
    }
  }

  private static void requireSoftHsm() {
    if (!Files.exists(LIBRARY)) {
      assertThat(System.getenv("CI")).as("apt-get install softhsm2 opensc").isNotEqualTo("true");
      assumeTrue(false, "skipped: there is no SoftHSM2, apt-get install softhsm2 opensc");
    }
  }

  private static List<String> blocks(String language) throws Exception {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(DOCUMENT));
    while (block.find()) {
      if (block.group(1).equals(language)) {
        blocks.add(block.group(2));
      }
    }
    assertThat(blocks).isNotEmpty();
    return blocks;
  }

  private String sh(String script) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", "set -eu\n" + script)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("SKEP_"));
    builder.environment().put("HOME", folder.resolve("home").toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MAVEN_OPTS", Maven.SHORT_LIVED);
    Path output = Files.createTempFile(folder, "sh", ".log");
    Process process = builder.redirectOutput(output.toFile()).start();
    process.getOutputStream().close();
    int status = process.waitFor();
    assertThat(status).as(() -> read(output)).isZero();
    return read(output);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return String.valueOf(e);
    }
  }
}
