package dev.skep.itest.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.itest.session.AwayActivator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** The archive of features, dropped into an Apache Karaf that has no network. */
@EnabledOnJre(value = JRE.JAVA_17, disabledReason = "Karaf 4.4 starts on no Java after 21")
class KarafIT {
  @TempDir Path folder;

  @Test
  void archiveInDeployBecomesAServerInWhichHoldersEnrol() throws Exception {
    KarafHome home = KarafHome.copiedTo(folder.resolve("karaf"));
    home.prepare();
    home.cutOff();
    home.takeFreePorts();
    home.deploy(Path.of(System.getProperty("skep.karaf.archive")), "skep.kar");
    Path probe = ProbeJar.write(folder.resolve("probe.jar"), AwayActivator.class, Assertions.class);
    Path report = home.data().resolve(AwayActivator.REPORT);

    try (KarafProcess karaf = home.start()) {
      karaf.awaitThat("installed", () -> karaf.log().contains("skep-client"));
      home.deploy(probe, "probe.jar");
      karaf.awaitThat("done with the tests", () -> Files.exists(report));

      assertThat(Files.readString(report)).as(karaf.log()).isEqualTo(AwayActivator.PASSED);
      assertThat(home.folder().resolve("etc/dev.skep.server.core.config")).isNotEmptyFile();
      assertThat(home.folder().resolve("etc/skep/conf/plans/employee-badge.yaml")).isNotEmptyFile();
      assertThat(httpConfiguration(home)).as("the operator's own stays").contains("port = 0");
      assertThat(karaf.terminate()).as("its own, clean end").isZero();
      assertThat(karaf.log()).doesNotContain("ERROR");
    }
  }

  private static String httpConfiguration(KarafHome home) throws IOException {
    return Files.readString(home.folder().resolve("etc/org.apache.felix.http.cfg"));
  }
}
