package dev.skep.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.protocol.RecordChannel.Opened;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.testkit.vectors.Scenario;
import java.util.Arrays;

/**
 * A scenario of the kind {@code records}: what one end receives.
 *
 * @param scenario the file
 */
record RecordsScenario(Scenario scenario) {
  /** Opens the records in turn; {@code accept} or {@code reject} with the rule that is broken. */
  String outcome() {
    try (RecordChannel channel = channel()) {
      for (int i = 0; scenario.find("record." + i).isPresent(); i++) {
        Opened opened = channel.open(scenario.bytes("record." + i), CborLimits.DEFAULT);
        if (opened instanceof Opened.Failed failed) {
          assertThat(channel.isClosed()).isTrue();
          return "reject " + failed.rejection().rule();
        }
        try (Opened.Content content = (Opened.Content) opened) {
          Bytes plaintext = content.plaintext().use(Bytes::of);
          assertThat(plaintext).isEqualTo(scenario.bytes("plaintext." + i));
        }
      }
      return "accept";
    }
  }

  private RecordChannel channel() {
    SessionCipher cipher = RealAlgorithms.cipher(scenario.text("cipher"));
    Direction received =
        Arrays.stream(Direction.values())
            .filter(direction -> direction.label().equals(scenario.text("direction")))
            .findFirst()
            .orElseThrow();
    TrafficKeys keys =
        new TrafficKeys(
            SecretBytes.adopt(new byte[cipher.keyBytes()]),
            SecretBytes.adopt(scenario.bytes("key").toArray()));
    Position position = new Position(0, Long.parseLong(scenario.text("nextSequence")));
    return new RecordChannel(
        cipher, scenario.bytes("sessionId"), received.reverse(), keys, position);
  }
}
