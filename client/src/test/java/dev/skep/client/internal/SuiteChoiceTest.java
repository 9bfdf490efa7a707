package dev.skep.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.se.SecurityElementInfo;
import dev.skep.protocol.message.Offer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuiteChoiceTest {
  private static final Offer OFFER = Messages.offer(Messages.sessionId(1));

  @Test
  void takesTheServersFirstThatTheElementHas() {
    SecurityElementInfo element =
        element(
            List.of("DHKEM-P256-HKDF-SHA256", "ML-KEM-768"),
            List.of("ES256", "ML-DSA-65"),
            List.of("HKDF-SHA256", "HKDF-SHA384"),
            List.of("A256GCM"));
    SuiteChoice.Chosen chosen = (SuiteChoice.Chosen) SuiteChoice.of(OFFER, element);
    assertThat(chosen.suite().transport()).isEqualTo("ML-KEM-768");
    assertThat(chosen.key().publicKey()).isEqualTo(Messages.FIRST_KEY);
    assertThat(chosen.suite().attestation()).isEqualTo("ML-DSA-65");
    assertThat(chosen.suite().kdf()).isEqualTo("HKDF-SHA384");
  }

  @Test
  void namesEachListThatFails() {
    List<String> transports = List.of("ML-KEM-768");
    List<String> attestations = List.of("ES256");
    List<String> kdfs = List.of("HKDF-SHA256");
    List<String> ciphers = List.of("A256GCM");
    List<String> none = List.of();
    assertFails("key transport", element(none, attestations, kdfs, ciphers));
    assertFails("attestation scheme", element(transports, none, kdfs, ciphers));
    assertFails("key derivation function", element(transports, attestations, none, ciphers));
    assertFails("record cipher", element(transports, attestations, kdfs, none));
  }

  private static void assertFails(String list, SecurityElementInfo element) {
    assertThat(((SuiteChoice.NothingInCommon) SuiteChoice.of(OFFER, element)).message())
        .startsWith("no " + list + " in common")
        .contains("the SE test:two has none");
  }

  private static SecurityElementInfo element(
      List<String> transports, List<String> attestations, List<String> kdfs, List<String> ciphers) {
    return new SecurityElementInfo(
        "test:two", "model", true, transports, attestations, kdfs, ciphers);
  }
}
