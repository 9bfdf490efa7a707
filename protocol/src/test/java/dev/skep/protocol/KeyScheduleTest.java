package dev.skep.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which keys are derived from K, under which labels (rules T-2, T-3 and K-4). */
class KeyScheduleTest {
  private static final Bytes HASH = Bytes.hex("aa".repeat(32));

  private final RecordingKdf kdf = new RecordingKdf();

  /** Notes what it was asked for. */
  private static class RecordingKdf implements KeyDerivation {
    private final List<String> calls = new ArrayList<>();

    @Override
    public String name() {
      return "recording";
    }

    @Override
    public String transcriptHash() {
      return "SHA-256";
    }

    @Override
    public SecretBytes derive(SecretBytes key, String label, Bytes context, int lengthBytes) {
      calls.add(label + "|" + context.toHex() + "|" + lengthBytes);
      return SecretBytes.adopt(new byte[lengthBytes]);
    }
  }

  @Test
  void derivesEachKeyUnderItsOwnLabelWithTheTranscriptAsContext() {
    try (SecretBytes k = SecretBytes.adopt(new byte[32])) {
      KeySchedule.confirmationKey(kdf, k, HASH).close();
      KeySchedule.trafficKey(kdf, k, Direction.SERVER_TO_SE, HASH, 48).close();
      KeySchedule.trafficKey(kdf, k, Direction.SE_TO_SERVER, HASH, 96).close();
      KeySchedule.externalKey(kdf, k, HASH).close();
      assertThat(k.length()).as("K stays the caller's").isEqualTo(32);
    }
    assertThat(kdf.calls)
        .containsExactly(
            "SKEP/1 confirm|" + HASH.toHex() + "|32",
            "SKEP/1 server to se|" + HASH.toHex() + "|48",
            "SKEP/1 se to server|" + HASH.toHex() + "|96",
            "SKEP/1 external|" + HASH.toHex() + "|32");
  }

  @Test
  void derivesTheKeysOfASessionAsItDerivesEachByItself() {
    for (KeyDerivation real : RealAlgorithms.kdfs()) {
      try (SecretBytes k = SecretBytes.adopt(new byte[32]);
          KeySchedule keys = KeySchedule.of(real, k, HASH)) {
        assertThat(taken(keys.confirmationKey()))
            .as(real.name())
            .isEqualTo(taken(KeySchedule.confirmationKey(real, k, HASH)));
        for (Direction sending : Direction.values()) {
          TrafficKeys traffic = keys.trafficKeys(sending, 48);
          assertThat(taken(traffic.send()))
              .isEqualTo(taken(KeySchedule.trafficKey(real, k, sending, HASH, 48)));
          assertThat(taken(traffic.receive()))
              .isEqualTo(taken(KeySchedule.trafficKey(real, k, sending.reverse(), HASH, 48)));
        }
        assertThat(taken(keys.externalKey()))
            .isEqualTo(taken(KeySchedule.externalKey(real, k, HASH)));
        assertThat(k.length()).as("K stays the caller's").isEqualTo(32);
      }
    }
  }

  @Test
  void givesNoKeyAfterItsEnd() {
    for (KeyDerivation real : RealAlgorithms.kdfs()) {
      try (SecretBytes k = SecretBytes.adopt(new byte[32])) {
        KeySchedule keys = KeySchedule.of(real, k, HASH);
        keys.close();
        assertThatIllegalStateException().as(real.name()).isThrownBy(keys::confirmationKey);
      }
    }
  }

  @Test
  void keepsNoKeyWhenTheOtherOneFails() {
    List<SecretBytes> given = new ArrayList<>();
    KeyDerivation failing =
        new RecordingKdf() {
          @Override
          public SecretBytes derive(SecretBytes key, String label, Bytes context, int length) {
            if (!given.isEmpty()) {
              throw new IllegalStateException("no engine");
            }
            given.add(super.derive(key, label, context, length));
            return given.get(0);
          }
        };
    try (SecretBytes k = SecretBytes.adopt(new byte[32]);
        KeySchedule keys = KeySchedule.of(failing, k, HASH)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> keys.trafficKeys(Direction.SE_TO_SERVER, 32));
    }
    assertThatIllegalStateException().isThrownBy(() -> given.get(0).length());
  }

  @Test
  void everyKdfGivesIndependentKeysPerLabelTranscriptAndK() {
    Bytes otherHash = Bytes.hex("ab" + "aa".repeat(31));
    for (KeyDerivation real : RealAlgorithms.kdfs()) {
      Set<Bytes> keys = new HashSet<>();
      for (byte fill = 0; fill < 2; fill++) {
        byte[] shared = new byte[32];
        shared[0] = fill;
        try (SecretBytes k = SecretBytes.adopt(shared)) {
          for (Bytes hash : List.of(HASH, otherHash)) {
            keys.add(taken(KeySchedule.confirmationKey(real, k, hash)));
            keys.add(taken(KeySchedule.externalKey(real, k, hash)));
            keys.add(taken(KeySchedule.trafficKey(real, k, Direction.SERVER_TO_SE, hash, 32)));
            keys.add(taken(KeySchedule.trafficKey(real, k, Direction.SE_TO_SERVER, hash, 32)));
          }
        }
      }
      assertThat(keys).as(real.name()).hasSize(16);
    }
  }

  private static Bytes taken(SecretBytes key) {
    try (key) {
      return key.use(Bytes::of);
    }
  }

  @Test
  @DisplayName("attack 16: what AK signs begins with a tag of its own and holds TH and CK")
  void theAttestationMessageBeginsWithItsTag() {
    try (SecretBytes ck = SecretBytes.copyOf(Bytes.hex("bb".repeat(32)).toArray())) {
      assertThat(AttestationMessage.of(HASH, ck))
          .isEqualTo(
              Bytes.concat(
                  Bytes.utf8("SKEP/1 attestation"),
                  Bytes.hex("00"),
                  HASH,
                  Bytes.hex("bb".repeat(32))));
    }
  }
}
