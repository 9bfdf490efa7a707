package dev.skep.protocol;

import static dev.skep.protocol.RecordChannel.Position.START;
import static dev.skep.protocol.TestChannels.content;
import static dev.skep.protocol.TestChannels.rejection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.message.ProtectedRecord;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A genuine run over each cipher, its end, and its keys (spec section 7). */
class RecordChannelTest {
  static List<SessionCipher> ciphers() {
    return RealAlgorithms.ciphers();
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void carriesRecordsBothWaysInOrder(SessionCipher cipher) throws Exception {
    TestChannels ends = new TestChannels(cipher);
    for (int i = 0; i < 5; i++) {
      Bytes down = TestChannels.seal(ends.server(), "pin.define", "a1", "1234" + i);
      Bytes up = TestChannels.seal(ends.se(), "key.generated", "", "");
      assertThat(ProtectedRecord.decode(down, CborLimits.DEFAULT).sequence()).isEqualTo(i);
      assertThat(content(ends.se().open(down, CborLimits.DEFAULT)))
          .isEqualTo("pin.define|a1|1234" + i);
      assertThat(content(ends.server().open(up, CborLimits.DEFAULT))).isEqualTo("key.generated||");
    }
    assertThat(ends.server().position()).isEqualTo(new Position(5, 5));
    assertThat(ends.se().isClosed()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void hidesThePlaintextAndGivesEachRecordAnotherBody(SessionCipher cipher) throws Exception {
    TestChannels ends = new TestChannels(cipher);
    Bytes first = TestChannels.seal(ends.server(), "puk.define", "", "canary-4711");
    Bytes second = TestChannels.seal(ends.server(), "puk.define", "", "canary-4711");
    Bytes up = TestChannels.seal(ends.se(), "puk.define", "", "canary-4711");
    assertThat(first.toHex() + second.toHex())
        .doesNotContain(Bytes.utf8("canary-4711").toHex(), Bytes.utf8("canary").toHex());
    assertThat(List.of(body(first), body(second), body(up))).doesNotHaveDuplicates();
  }

  private static Bytes body(Bytes record) throws Exception {
    return ProtectedRecord.decode(record, CborLimits.DEFAULT).body();
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void goesOnFromAPosition(SessionCipher cipher) {
    TestChannels before = new TestChannels(cipher);
    Bytes first = TestChannels.seal(before.server(), "pin.define", "", "0");
    Bytes second = TestChannels.seal(before.server(), "pin.define", "", "1");
    content(before.se().open(first, CborLimits.DEFAULT));
    Position se = before.se().position();
    Position server = before.server().position();
    assertThat(List.of(se, server)).containsExactly(new Position(0, 1), new Position(2, 0));

    TestChannels after = new TestChannels(cipher, server, se);
    assertThat(content(after.se().open(second, CborLimits.DEFAULT))).isEqualTo("pin.define||1");
    Bytes third = TestChannels.seal(after.server(), "commit", "", "");
    assertThat(content(after.se().open(third, CborLimits.DEFAULT))).isEqualTo("commit||");

    TestChannels again = new TestChannels(cipher, server, se);
    assertThat(rejection(again.se().open(first, CborLimits.DEFAULT))).isEqualTo("R-4");
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void zeroesBothKeysOnClose(SessionCipher cipher) {
    byte[] send = TestChannels.key(cipher, 1);
    byte[] receive = TestChannels.key(cipher, 2);
    TrafficKeys keys = new TrafficKeys(SecretBytes.adopt(send), SecretBytes.adopt(receive));
    RecordChannel channel =
        new RecordChannel(cipher, TestChannels.SESSION, Direction.SERVER_TO_SE, keys, START);
    assertThat(channel.isClosed()).isFalse();
    assertThat(send).isNotEqualTo(new byte[send.length]);
    channel.close();
    channel.close();
    assertThat(channel.isClosed()).isTrue();
    assertThat(send).containsOnly(0);
    assertThat(receive).containsOnly(0);
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void zeroesBothKeysOnAFailure(SessionCipher cipher) {
    byte[] send = TestChannels.key(cipher, 1);
    byte[] receive = TestChannels.key(cipher, 2);
    TrafficKeys keys = new TrafficKeys(SecretBytes.adopt(send), SecretBytes.adopt(receive));
    RecordChannel channel =
        new RecordChannel(cipher, TestChannels.SESSION, Direction.SERVER_TO_SE, keys, START);
    assertThat(rejection(channel.open(Bytes.hex("a0"), CborLimits.DEFAULT))).isEqualTo("M-10");
    assertThat(send).containsOnly(0);
    assertThat(receive).containsOnly(0);
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void refusesToSealAndOpenAfterClose(SessionCipher cipher) {
    TestChannels ends = new TestChannels(cipher);
    Bytes record = TestChannels.seal(ends.server(), "commit", "", "");
    ends.se().close();
    assertThat(rejection(ends.se().open(record, CborLimits.DEFAULT))).isEqualTo("R-5");
    assertThatIllegalStateException()
        .isThrownBy(() -> TestChannels.seal(ends.se(), "committed", "", ""));
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void refusesToSealUnderANameThatThePeerWouldNotRead(SessionCipher cipher) {
    TestChannels ends = new TestChannels(cipher);
    for (String op : List.of("", "o".repeat(33), "pin define", "größe", "commit\n")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TestChannels.seal(ends.server(), op, "", ""));
    }
    Bytes record = TestChannels.seal(ends.server(), "o".repeat(32), "", "");
    assertThat(content(ends.se().open(record, CborLimits.DEFAULT))).endsWith("o||");
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void closingWhatWasOpenedErasesThePlaintext(SessionCipher cipher) {
    TestChannels ends = new TestChannels(cipher);
    Bytes record = TestChannels.seal(ends.server(), "pin.define", "", "1234");
    RecordChannel.Opened opened = ends.se().open(record, CborLimits.DEFAULT);
    assertThat(opened).isInstanceOf(RecordChannel.Opened.Content.class);
    RecordChannel.Opened.Content content = (RecordChannel.Opened.Content) opened;
    assertThat(content.toString()).doesNotContain("1234", Bytes.utf8("1234").toHex());
    content.close();
    assertThatIllegalStateException().isThrownBy(() -> content.plaintext().length());
  }
}
