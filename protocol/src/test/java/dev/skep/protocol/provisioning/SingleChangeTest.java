package dev.skep.protocol.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.protocol.message.MessageType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every smallest change of a message: it is refused, or is another message's one encoding. */
class SingleChangeTest {
  static List<MessageType> types() {
    return ProvisioningTypes.all();
  }

  @ParameterizedTest(name = "attack 53: {0} with any one bit flipped never throws unchecked")
  @MethodSource("types")
  void anyBitMayBeFlipped(MessageType type) {
    byte[] valid = type.valid().toArray();
    for (int bit = 0; bit < 8 * valid.length; bit++) {
      byte[] altered = valid.clone();
      altered[bit / 8] ^= (byte) (1 << bit % 8);
      hasOneEncodingOrNone(type, altered);
    }
  }

  @ParameterizedTest(name = "attack 53: {0} with any byte in the place of another")
  @MethodSource("types")
  void anyByteMayBeExchanged(MessageType type) {
    byte[] valid = type.valid().toArray();
    int heads = Math.min(valid.length, 100);
    for (int place = 0; place < heads; place++) {
      for (int value = 0; value < 256; value++) {
        byte[] altered = valid.clone();
        altered[place] = (byte) value;
        hasOneEncodingOrNone(type, altered);
      }
    }
  }

  @ParameterizedTest(name = "attack 53: {0} without any one byte, and with any byte twice")
  @MethodSource("types")
  void anyByteMayBeMissingOrTwice(MessageType type) {
    byte[] valid = type.valid().toArray();
    for (int place = 0; place < valid.length; place++) {
      byte[] shorter = new byte[valid.length - 1];
      System.arraycopy(valid, 0, shorter, 0, place);
      System.arraycopy(valid, place + 1, shorter, place, shorter.length - place);
      hasOneEncodingOrNone(type, shorter);
      byte[] longer = Arrays.copyOf(valid, valid.length + 1);
      System.arraycopy(valid, place, longer, place + 1, valid.length - place);
      hasOneEncodingOrNone(type, longer);
    }
  }

  /** The verdict compares what is accepted with its encoding. */
  private static void hasOneEncodingOrNone(MessageType type, byte[] message) {
    assertThat(type.verdict(Bytes.of(message))).matches(MessageType.ACCEPTED + "|(M|D|KA)-[0-9]+");
  }
}
