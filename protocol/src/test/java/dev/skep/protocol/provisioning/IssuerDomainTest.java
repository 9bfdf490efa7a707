package dev.skep.protocol.provisioning;

import static dev.skep.protocol.message.MessageType.filled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.api.Bytes;
import dev.skep.protocol.LengthPrefixed;
import dev.skep.protocol.Transcript;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The domain of an issuer's objects and the key that stands for it (spec rule D-4). */
class IssuerDomainTest {
  private static final Bytes SERVER = filled(91);

  @Test
  void isThatOfTheManagementKeyWhateverTheServersKey() {
    Bytes expected =
        Transcript.digest(
            "SHA-256",
            new LengthPrefixed().add("SKEP/1 key management").add("ES256").add(filled(5)).join());
    for (Bytes server : List.of(SERVER, filled(92))) {
      assertThat(managed("ES256", filled(5), server)).isEqualTo(expected);
    }
  }

  @Test
  void isThatOfTheServersKeyWithoutAManagementKey() {
    assertThat(IssuerDomain.of(Optional.empty(), SERVER))
        .isEqualTo(
            Transcript.digest(
                "SHA-256", new LengthPrefixed().add("SKEP/1 server key").add(SERVER).join()))
        .isNotEqualTo(IssuerDomain.of(Optional.empty(), filled(92)));
  }

  @Test
  @DisplayName("attack 54: what moves from the scheme to the key gives another domain")
  void partsCannotBeMoved() {
    assertThat(
            List.of(
                managed("ab", Bytes.utf8("cd"), SERVER),
                managed("a", Bytes.utf8("bcd"), SERVER),
                managed("abc", Bytes.utf8("d"), SERVER)))
        .doesNotHaveDuplicates();
  }

  @Test
  void aServersKeyIsNoManagementKey() {
    assertThat(managed("ES256", SERVER, SERVER))
        .isNotEqualTo(IssuerDomain.of(Optional.empty(), SERVER));
  }

  @Test
  void anObjectRemembersTheHashOfTheServersKey() {
    assertThat(IssuerDomain.serverKeyHash(SERVER)).isEqualTo(Transcript.digest("SHA-256", SERVER));
    assertThat(IssuerDomain.serverKeyHash(SERVER).length()).isEqualTo(IssuerDomain.BYTES);
  }

  @Test
  void aManagementKeyHasANameAndUpTo4096Bytes() {
    assertThat(new ManagementKey("ES256", filled(4096)).publicKey()).isEqualTo(filled(4096));
    for (int length : new int[] {0, 4097}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ManagementKey("ES256", filled(length)));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new ManagementKey("", filled(1)));
  }

  private static Bytes managed(String scheme, Bytes key, Bytes server) {
    return IssuerDomain.of(Optional.of(new ManagementKey(scheme, key)), server);
  }
}
