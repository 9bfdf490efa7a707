package dev.skep.itest.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.itest.session.AwayActivator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The archive of features, dropped into an Apache Karaf that has no network. */
@EnabledOnJre(value = JRE.JAVA_17, disabledReason = "Karaf 4.4 starts on no Java after 21")
class KarafIT {
  @TempDir private static Path folder;

  private static KarafHome home;
  private static KarafContainer karaf;

  @BeforeAll
  static void start() throws Exception {
    home = KarafHome.copiedTo(folder.resolve("karaf"));
    home.addBundlesOfPaxExam();
    home.addScript();
    home.prepare();
    home.cutOff();
    home.takeFreePorts();
    home.deploy(Path.of(System.getProperty("skep.karaf.archive")), "skep.kar");
    karaf = KarafContainer.start(home, Map.of(Token.VARIABLE, Token.configuration(folder)));
    karaf.awaitThat("installed", home::hasInstalled);
    karaf.installProbe(
        ProbeJar.write(folder.resolve("probe.jar"), AwayActivator.class, Assertions.class));
    karaf.call("runs");
  }

  @AfterAll
  static void end() throws Exception {
    if (karaf != null) {
      assertThat(karaf.end()).as("its own, clean end").isZero();
      assertThat(home.log()).doesNotContain("ERROR");
    }
  }

  @Test
  void archiveInDeployBecomesAServer() throws IOException {
    assertThat(home.folder().resolve("etc/dev.skep.server.core.config")).isNotEmptyFile();
    assertThat(home.folder().resolve("etc/skep/conf/plans/employee-badge.yaml")).isNotEmptyFile();
    assertThat(Files.readString(home.folder().resolve("etc/org.apache.felix.http.cfg")))
        .as("the operator's own stays")
        .contains("port = 0");
  }

  @ParameterizedTest
  @CsvSource({"DHKEM-P256-HKDF-SHA256, ES256", "RSA-OAEP-256, RS256"})
  void holderEnrols(String transport, String attestation) {
    karaf.call("enrols", transport, attestation);
  }

  @Test
  void algorithmsComeAndGoWithTheirBundle() {
    karaf.call("swaps");
  }

  @Test
  void otherFeaturesComeByTheConsoleWithTheirServices() {
    karaf.call("picks");
  }

  @Test
  void elementWhoseKeyIsInATokenComesWithItsFeature() throws Exception {
    Token token = Token.in(folder);
    karaf.call(
        "token",
        token.library().toString(),
        token.pinFile().toString(),
        folder.resolve("karaf.sealed").toString());
  }
}
