package dev.skep.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.provisioning.CodeBinding;
import dev.skep.protocol.provisioning.EnrollmentCode;
import dev.skep.testkit.vectors.Scenario;
import java.util.Optional;

/**
 * A scenario of the kind {@code enrolment}: what a person typed, and the binding of an offer.
 *
 * @param scenario the file
 */
record EnrolmentScenario(Scenario scenario) {
  /** {@code accept}, or {@code reject} with N-1 for what is no code, N-2 for another's offer. */
  String outcome() {
    try (SecretBytes typed = SecretBytes.adopt(scenario.bytes("typed").toArray())) {
      Optional<SecretBytes> normalized = EnrollmentCode.normalize(typed);
      if (normalized.isEmpty()) {
        assertThat(scenario.text("code")).isEqualTo("none");
        return "reject N-1";
      }
      try (SecretBytes code = normalized.get()) {
        return bound(code);
      }
    }
  }

  private String bound(SecretBytes code) {
    Bytes normalized = code.use(Bytes::of);
    assertThat(normalized).isEqualTo(scenario.bytes("code"));
    assertThat(EnrollmentCode.id(code)).isEqualTo(scenario.text("id"));
    try (SecretBytes shown = EnrollmentCode.shown(code)) {
      Bytes dashed = shown.use(Bytes::of);
      assertThat(dashed).isEqualTo(scenario.bytes("shown"));
    }
    Bytes binding = CodeBinding.of(scenario.bytes("sessionId"), code);
    return binding.equals(scenario.bytes("binding")) ? "accept" : "reject N-2";
  }
}
