package dev.skep.protocol;

import static dev.skep.protocol.RecordChannel.Position.START;
import static dev.skep.protocol.TestChannels.content;
import static dev.skep.protocol.TestChannels.isRefusedForGood;
import static dev.skep.protocol.TestChannels.rejection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.message.ProtectedRecord;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is done to the stream of records closes the session for good (rules ). */
class RecordAttacksTest {
  static List<SessionCipher> ciphers() {
    return RealAlgorithms.ciphers();
  }

  @ParameterizedTest(name = "attack 58: a record that comes again is refused under {0}")
  @MethodSource("ciphers")
  void refusesARepeat(SessionCipher cipher) throws Exception {
    TestChannels ends = new TestChannels(cipher);
    Bytes first = TestChannels.seal(ends.server(), "pin.define", "", "0");
    Bytes second = TestChannels.seal(ends.server(), "pin.define", "", "1");
    content(ends.se().open(first, CborLimits.DEFAULT));
    isRefusedForGood(ends.se(), first, "R-4", second);
  }

  @ParameterizedTest(name = "attack 58: a repeat under the next number is refused under {0}")
  @MethodSource("ciphers")
  void refusesARepeatUnderTheNextNumber(SessionCipher cipher) throws Exception {
    TestChannels ends = new TestChannels(cipher);
    Bytes first = TestChannels.seal(ends.server(), "pin.define", "", "0");
    Bytes second = TestChannels.seal(ends.server(), "pin.define", "", "1");
    content(ends.se().open(first, CborLimits.DEFAULT));
    ProtectedRecord r = ProtectedRecord.decode(first, CborLimits.DEFAULT);
    Bytes renumbered = new ProtectedRecord(1, r.op(), r.attributes(), r.body()).encode();
    isRefusedForGood(ends.se(), renumbered, "R-3", second);
  }

  @ParameterizedTest(name = "attack 58: a gap or another order is refused under {0}")
  @MethodSource("ciphers")
  void refusesAGap(SessionCipher cipher) throws Exception {
    TestChannels ends = new TestChannels(cipher);
    Bytes first = TestChannels.seal(ends.server(), "pin.define", "", "0");
    Bytes second = TestChannels.seal(ends.server(), "pin.define", "", "1");
    isRefusedForGood(ends.se(), second, "R-4", first);
  }

  @ParameterizedTest(name = "attack 58: exchanged op, attributes or body are refused under {0}")
  @MethodSource("ciphers")
  void refusesExchangedParts(SessionCipher cipher) throws Exception {
    Bytes genuine = TestChannels.seal(new TestChannels(cipher).server(), "pin.define", "ab", "1");
    ProtectedRecord r = ProtectedRecord.decode(genuine, CborLimits.DEFAULT);
    Bytes body = r.body();
    List<ProtectedRecord> altered =
        List.of(
            new ProtectedRecord(0, "puk.define", r.attributes(), body),
            new ProtectedRecord(0, "p", r.attributes(), body),
            new ProtectedRecord(0, r.op(), Bytes.utf8("ac"), body),
            new ProtectedRecord(0, r.op(), Bytes.EMPTY, body),
            new ProtectedRecord(0, r.op(), r.attributes(), body.slice(0, body.length() - 1)),
            new ProtectedRecord(0, r.op(), r.attributes(), body.slice(0, 1)),
            new ProtectedRecord(0, r.op(), r.attributes(), Bytes.concat(body, Bytes.hex("00"))));
    for (ProtectedRecord record : altered) {
      isRefusedForGood(new TestChannels(cipher).se(), record.encode(), "R-3", genuine);
    }
    Bytes withoutOp = new ProtectedRecord(0, "", r.attributes(), body).encode();
    isRefusedForGood(new TestChannels(cipher).se(), withoutOp, "M-12", genuine);
  }

  @ParameterizedTest(name = "attack 54: what moves from op to attributes is refused under {0}")
  @MethodSource("ciphers")
  void refusesAMovedBoundary(SessionCipher cipher) throws Exception {
    Bytes genuine = TestChannels.seal(new TestChannels(cipher).server(), "ab", "c", "1");
    ProtectedRecord r = ProtectedRecord.decode(genuine, CborLimits.DEFAULT);
    Bytes moved = new ProtectedRecord(0, "a", Bytes.utf8("bc"), r.body()).encode();
    isRefusedForGood(new TestChannels(cipher).se(), moved, "R-3", genuine);
  }

  @ParameterizedTest(
      name = "attack 59: any bit of the body or a shortened tag is refused under {0}")
  @MethodSource("ciphers")
  void refusesAnyAlteredBody(SessionCipher cipher) throws Exception {
    Bytes genuine = TestChannels.seal(new TestChannels(cipher).server(), "commit", "", "1234");
    ProtectedRecord r = ProtectedRecord.decode(genuine, CborLimits.DEFAULT);
    for (int bit = 0; bit < 8 * r.body().length(); bit++) {
      byte[] body = r.body().toArray();
      body[bit / 8] ^= (byte) (1 << bit % 8);
      Bytes altered = new ProtectedRecord(0, r.op(), r.attributes(), Bytes.of(body)).encode();
      assertThat(rejection(new TestChannels(cipher).se().open(altered, CborLimits.DEFAULT)))
          .isEqualTo("R-3");
    }
    for (int length = 1; length < r.body().length(); length++) {
      Bytes body = r.body().slice(0, length);
      Bytes altered = new ProtectedRecord(0, r.op(), r.attributes(), body).encode();
      assertThat(rejection(new TestChannels(cipher).se().open(altered, CborLimits.DEFAULT)))
          .isEqualTo("R-3");
    }
  }

  @ParameterizedTest(name = "attack 58: a record of another session is refused under {0}")
  @MethodSource("ciphers")
  void refusesARecordOfAnotherSession(SessionCipher cipher) throws Exception {
    Bytes otherId = Bytes.hex("ff".repeat(16));
    RecordChannel other = TestChannels.end(cipher, otherId, Direction.SERVER_TO_SE, START);
    TestChannels ends = new TestChannels(cipher);
    Bytes genuine = TestChannels.seal(ends.server(), "commit", "", "");
    isRefusedForGood(ends.se(), TestChannels.seal(other, "commit", "", ""), "R-3", genuine);
  }

  @ParameterizedTest(name = "attack 19: a record sent back to its sender is refused under {0}")
  @MethodSource("ciphers")
  void refusesAReflection(SessionCipher cipher) throws Exception {
    TestChannels ends = new TestChannels(cipher);
    Bytes own = TestChannels.seal(ends.server(), "commit", "", "");
    Bytes genuine = TestChannels.seal(ends.se(), "committed", "", "");
    isRefusedForGood(ends.server(), own, "R-3", genuine);
    TestChannels others = new TestChannels(cipher);
    Bytes up = TestChannels.seal(others.se(), "committed", "", "");
    isRefusedForGood(others.se(), up, "R-3", TestChannels.seal(others.server(), "commit", "", ""));
  }

  @ParameterizedTest(name = "attack 53: bytes that are no record close the session under {0}")
  @MethodSource("ciphers")
  void refusesWhatIsNoRecord(SessionCipher cipher) throws Exception {
    Bytes genuine = TestChannels.seal(new TestChannels(cipher).server(), "commit", "", "");
    isRefusedForGood(new TestChannels(cipher).se(), Bytes.EMPTY, "M-4", genuine);
    isRefusedForGood(new TestChannels(cipher).se(), Bytes.hex("f6"), "M-7", genuine);
    isRefusedForGood(new TestChannels(cipher).se(), Bytes.concat(genuine, genuine), "M-9", genuine);
  }
}
