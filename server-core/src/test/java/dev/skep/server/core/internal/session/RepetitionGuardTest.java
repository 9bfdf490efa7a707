package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.message.Response;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepetitionGuardTest {
  private final RepetitionGuard guard = new RepetitionGuard(2, new SecureRandom());

  private Optional<String> note(String nonce, String ek, String k) {
    Response response =
        new Response(
            Bytes.EMPTY,
            AttackLab.EC,
            Bytes.utf8(nonce),
            Bytes.utf8(ek),
            Bytes.EMPTY,
            List.of(),
            List.of());
    try (SecretBytes secret = SecretBytes.adopt(Bytes.utf8(k).toArray())) {
      return guard.note(response, secret);
    }
  }

  @Test
  void noticesEachOfTheThree() {
    assertThat(note("n1", "e1", "k1")).isEmpty();
    assertThat(note("n1", "e2", "k2")).contains("seNonce");
    assertThat(note("n3", "e1", "k3")).contains("EK");
    assertThat(note("n4", "e4", "k3")).contains("K");
  }

  @Test
  void keepsTheThreeApart() {
    assertThat(note("same", "e1", "k1")).isEmpty();
    assertThat(note("n2", "same", "k2")).isEmpty();
    assertThat(note("n3", "e3", "same")).isEmpty();
  }

  @Test
  void forgetsTheOldestSessionsFirst() {
    note("n1", "e1", "k1");
    note("n2", "e2", "k2");
    assertThat(note("n3", "e3", "k3")).isEmpty();
    assertThat(note("n2", "e4", "k4")).contains("seNonce");
    assertThat(note("n1", "e1", "k1")).as("long ago").isEmpty();
  }
}
