package dev.skep.server.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.TrustDecision;
import dev.skep.testkit.vectors.ThirdPartyVectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustComponentTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final String CERTIFICATES = "nist-pkits/certs/";
  private static final String POLICY_ONE = "2.16.840.1.101.3.2.1.48.1";
  private static final String POLICY_TWO = "2.16.840.1.101.3.2.1.48.2";

  @TempDir Path directory;

  @Test
  @DisplayName("attack 46: the settings count from the next chain on, for known devices too")
  void changeOfTheSettingsCountsForRememberedDevices() throws Exception {
    Files.copy(file("TrustAnchorRootCertificate"), directory.resolve("anchor.crt"));
    List<Bytes> chain =
        List.of(
            Bytes.of(Files.readAllBytes(file("ValidCertificatePathTest1EE"))),
            Bytes.of(Files.readAllBytes(file("GoodCACert"))));
    TrustComponent trust = new TrustComponent(settings(Map.of()));
    assertThat(trust.evaluate(chain, AT)).isInstanceOf(TrustDecision.Trusted.class);

    trust.modified(settings(Map.of("policy.initial.set", POLICY_TWO)));
    assertThat(trust.evaluate(chain, AT)).isInstanceOf(TrustDecision.Untrusted.class);
    trust.modified(settings(Map.of("policy.initial.set", "two")));
    assertThat(trust.evaluate(chain, AT)).isInstanceOf(TrustDecision.Untrusted.class);
    trust.modified(settings(Map.of("policy.initial.set", POLICY_ONE)));
    assertThat(trust.evaluate(chain, AT)).isInstanceOf(TrustDecision.Trusted.class);
  }

  private Map<String, Object> settings(Map<String, Object> more) {
    Map<String, Object> settings = new TreeMap<>(more);
    settings.put("anchors.directory", directory.toString());
    settings.put("crl.directory", directory.toString());
    return settings;
  }

  private static Path file(String name) {
    return ThirdPartyVectors.file(CERTIFICATES + name + ".crt");
  }
}
