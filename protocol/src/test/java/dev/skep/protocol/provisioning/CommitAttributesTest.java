package dev.skep.protocol.provisioning;

import static dev.skep.protocol.message.MessageType.filled;
import static dev.skep.protocol.provisioning.ProvisioningTypes.COMMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.api.Bytes;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborLimits;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The attributes of {@code commit} and what the management key signs (spec rules P-1, D-11). */
class CommitAttributesTest {
  private static final Optional<Bytes> NONE = Optional.empty();

  @Test
  void comeBackFromTheirEncoding() throws Exception {
    for (CommitAttributes attributes :
        List.of(
            new CommitAttributes(NONE, NONE),
            new CommitAttributes(Optional.of(filled(32)), NONE),
            new CommitAttributes(Optional.of(filled(32)), Optional.of(filled(64))))) {
      assertThat(CommitAttributes.decode(attributes.encode(), CborLimits.DEFAULT))
          .isEqualTo(attributes);
    }
  }

  @Test
  void withoutARequestThereAreNoAttributesAndNoEmptyMap() {
    assertThat(new CommitAttributes(NONE, NONE).encode()).isEqualTo(Bytes.EMPTY);
    assertThat(COMMIT.verdict(Bytes.hex("a0"))).isEqualTo("M-10");
  }

  @Test
  void refusesFieldsOutsideTheirSize() {
    COMMIT.refuses("M-12", 1, new ByteString(filled(31)));
    COMMIT.refuses("M-12", 1, new ByteString(filled(33)));
    COMMIT.refuses("M-12", 1, new ByteString(Bytes.EMPTY));
    COMMIT.refuses("M-12", 2, new ByteString(Bytes.EMPTY));
    COMMIT.accepts(2, new ByteString(filled(60_000)));
    assertThat(COMMIT.verdict(COMMIT.without(1))).isEqualTo("M-10");
  }

  @Test
  void cannotBeMadeSoThatNobodyReadsThem() {
    refusesToMake(NONE, Optional.of(filled(64)));
    refusesToMake(Optional.of(filled(31)), NONE);
    refusesToMake(Optional.of(filled(32)), Optional.of(Bytes.EMPTY));
  }

  @Test
  void anEmptyRequestHasNoHashAndOneForNothingHas() {
    assertThat(CommitAttributes.hashOf(Bytes.EMPTY)).isEmpty();
    Bytes nothing = ProvisioningRequest.nothing().encode();
    assertThat(CommitAttributes.hashOf(nothing)).contains(Transcript.digest("SHA-256", nothing));
  }

  @Test
  void theSignedMessageIsTagZeroTranscriptAndRequest() {
    assertThat(CommitAttributes.message(filled(48), filled(32)))
        .isEqualTo(
            Bytes.concat(
                Bytes.utf8("SKEP/1 key management\0"),
                Bytes.hex("00000030"),
                filled(48),
                Bytes.hex("00000020"),
                filled(32)));
  }

  @Test
  @DisplayName("attack 54: what moves from TH to the request's hash gives another message")
  void aByteThatMovesGivesAnotherMessage() {
    Bytes all = Bytes.hex("01".repeat(64));
    assertThat(CommitAttributes.message(all.slice(0, 32), all.slice(32, 32)))
        .isNotEqualTo(CommitAttributes.message(all.slice(0, 31), all.slice(31, 33)));
  }

  private static void refusesToMake(Optional<Bytes> hash, Optional<Bytes> authorization) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CommitAttributes(hash, authorization));
  }
}
