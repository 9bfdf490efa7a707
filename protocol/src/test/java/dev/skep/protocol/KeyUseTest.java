package dev.skep.protocol;

import static dev.skep.protocol.TestChannels.content;
import static dev.skep.protocol.TestChannels.isRefusedForGood;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.message.ProtectedRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A key that has protected as many records as it may is used up (rules C-3 and R-6). */
class KeyUseTest {
  static List<SessionCipher> ciphers() {
    return RealAlgorithms.ciphers();
  }

  @ParameterizedTest(name = "attack 59: a key of {0} protects no more records than it may")
  @MethodSource("ciphers")
  void refusesToUseAKeyTooOften(SessionCipher cipher) throws Exception {
    TestChannels real = new TestChannels(cipher);
    TestChannels ends = new TestChannels(new TwoRecords(cipher));
    for (int i = 0; i < 2; i++) {
      content(ends.se().open(TestChannels.seal(ends.server(), "a", "", ""), CborLimits.DEFAULT));
      TestChannels.seal(real.server(), "a", "", "");
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> TestChannels.seal(ends.server(), "a", "", ""))
        .withMessageContaining("used up");
    Bytes third = TestChannels.seal(real.server(), "a", "", "");
    isRefusedForGood(ends.se(), third, "R-6", third);
  }

  @ParameterizedTest(name = "attack 59: record number 2^32 of {0} is refused at both ends")
  @MethodSource("ciphers")
  void refusesTheNumberAfterTheLast(SessionCipher cipher) throws Exception {
    long last = (1L << 32) - 1;
    Position server = new Position(last, 0);
    TestChannels ends = new TestChannels(cipher, server, new Position(0, last));
    Bytes record = TestChannels.seal(ends.server(), "a", "", "x");
    assertThat(content(ends.se().open(record, CborLimits.DEFAULT))).isEqualTo("a||x");
    assertThatIllegalStateException()
        .isThrownBy(() -> TestChannels.seal(ends.server(), "a", "", ""));
    Bytes next = new ProtectedRecord(1L << 32, "a", Bytes.EMPTY, Bytes.hex("00")).encode();
    isRefusedForGood(ends.se(), next, "R-6", next);
  }

  /** A cipher whose keys are used up after two records. */
  private record TwoRecords(SessionCipher real) implements SessionCipher {
    @Override
    public String name() {
      return real.name();
    }

    @Override
    public int keyBytes() {
      return real.keyBytes();
    }

    @Override
    public long maximumRecords() {
      return 2;
    }

    @Override
    public Bytes seal(SecretBytes key, long sequence, Bytes data, SecretBytes plaintext) {
      return real.seal(key, sequence, data, plaintext);
    }

    @Override
    public Optional<SecretBytes> open(SecretBytes key, long sequence, Bytes data, Bytes body) {
      return real.open(key, sequence, data, body);
    }
  }
}
