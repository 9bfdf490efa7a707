package dev.skep.protocol.provisioning;

import static dev.skep.protocol.message.MessageType.filled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.Transcript;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which code an offer was asked for with (spec rule N-2). */
class CodeBindingTest {
  private static final String CODE = "7K3M910PQRSTVWXYZ0AB";

  @Test
  void isTheDigestOfTagSessionAndCode() {
    Bytes message =
        Bytes.concat(
            Bytes.utf8("SKEP/1 enrolment code\0"),
            Bytes.hex("00000010"),
            filled(16),
            Bytes.hex("00000014"),
            Bytes.utf8(CODE));
    assertThat(binding(filled(16), CODE)).isEqualTo(Transcript.digest("SHA-256", message));
    assertThat(binding(filled(16), CODE).length()).isEqualTo(CodeBinding.BYTES);
  }

  @Test
  @DisplayName("attack 54: what moves from the session to the code gives another binding")
  void partsCannotBeMoved() {
    assertThat(
            List.of(
                binding(Bytes.utf8("ab"), "cd"),
                binding(Bytes.utf8("abc"), "d"),
                binding(Bytes.utf8("a"), "bcd"),
                binding(Bytes.EMPTY, "abcd")))
        .doesNotHaveDuplicates();
  }

  @Test
  void anotherSessionOrCodeHasAnotherBinding() {
    assertThat(binding(filled(16), CODE))
        .isNotEqualTo(binding(Bytes.hex("00".repeat(16)), CODE))
        .isNotEqualTo(binding(filled(16), "7K3M910PQRSTVWXYZ0AC"));
  }

  @Test
  void theCodeStaysTheCallers() {
    try (SecretBytes code = SecretBytes.adopt(Bytes.utf8(CODE).toArray())) {
      CodeBinding.of(filled(16), code);
      Bytes after = code.use(Bytes::of);
      assertThat(after).isEqualTo(Bytes.utf8(CODE));
    }
  }

  private static Bytes binding(Bytes sessionId, String text) {
    try (SecretBytes code = SecretBytes.adopt(Bytes.utf8(text).toArray())) {
      return CodeBinding.of(sessionId, code);
    }
  }
}
