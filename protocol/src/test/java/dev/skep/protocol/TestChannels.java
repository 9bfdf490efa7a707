package dev.skep.protocol;

import static dev.skep.protocol.RecordChannel.Position.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.protocol.RecordChannel.Opened;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.protocol.cbor.CborLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Both ends of one session.
 *
 * @param server sends downwards
 * @param se sends upwards
 */
record TestChannels(RecordChannel server, RecordChannel se) {
  static final Bytes SESSION = Bytes.hex("00112233445566778899aabbccddeeff");

  /** A fresh session. */
  TestChannels(SessionCipher cipher) {
    this(cipher, START, START);
  }

  /** The same session, further on. */
  TestChannels(SessionCipher cipher, Position server, Position se) {
    this(
        end(cipher, SESSION, Direction.SERVER_TO_SE, server),
        end(cipher, SESSION, Direction.SE_TO_SERVER, se));
  }

  /** One end of a session whose keys are the same each time. */
  static RecordChannel end(
      SessionCipher cipher, Bytes session, Direction sending, Position position) {
    boolean down = sending == Direction.SERVER_TO_SE;
    TrafficKeys keys =
        new TrafficKeys(
            SecretBytes.adopt(key(cipher, down ? 1 : 2)),
            SecretBytes.adopt(key(cipher, down ? 2 : 1)));
    return new RecordChannel(cipher, session, sending, keys, position);
  }

  static byte[] key(SessionCipher cipher, int fill) {
    byte[] key = new byte[cipher.keyBytes()];
    Arrays.fill(key, (byte) fill);
    return key;
  }

  static Bytes seal(RecordChannel channel, String op, String attributes, String text) {
    try (SecretBytes plaintext = SecretBytes.adopt(text.getBytes(StandardCharsets.US_ASCII))) {
      return channel.seal(op, Bytes.utf8(attributes), plaintext);
    }
  }

  /** What was opened, as {@code op|attributes|plaintext}. */
  static String content(Opened opened) {
    if (opened instanceof Opened.Content content) {
      try (content) {
        return content.op()
            + "|"
            + ascii(content.attributes().toArray())
            + "|"
            + content.plaintext().use(TestChannels::ascii);
      }
    }
    throw new AssertionError("not opened: " + opened);
  }

  /** The rule that a record broke. */
  static String rejection(Opened opened) {
    if (opened instanceof Opened.Failed failed) {
      return failed.rejection().rule();
    }
    throw new AssertionError("opened: " + opened);
  }

  /** The record breaks the rule; afterwards even a genuine one is refused and nothing sealed. */
  static void isRefusedForGood(RecordChannel channel, Bytes record, String rule, Bytes genuine) {
    assertThat(rejection(channel.open(record, CborLimits.DEFAULT))).isEqualTo(rule);
    assertThat(channel.isClosed()).isTrue();
    assertThat(rejection(channel.open(genuine, CborLimits.DEFAULT))).isEqualTo("R-5");
    assertThatIllegalStateException()
        .isThrownBy(() -> seal(channel, "a", "", ""))
        .withMessageContaining("the channel is closed");
  }

  private static String ascii(byte[] text) {
    return new String(text, StandardCharsets.US_ASCII);
  }
}
