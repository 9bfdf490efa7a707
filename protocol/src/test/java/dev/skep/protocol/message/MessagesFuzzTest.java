package dev.skep.protocol.message;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.skep.api.Bytes;
import dev.skep.protocol.OwnVectors;
import dev.skep.protocol.cbor.Cbor;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.ProvisioningTypes;
import dev.skep.testkit.fuzz.Allocation;
import dev.skep.testkit.fuzz.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message, and bare CBOR: one encoding each, or the checked exception. */
class MessagesFuzzTest {
  private static final List<MessageType> TYPES = types();

  private static List<MessageType> types() {
    List<MessageType> types = new ArrayList<>(MessageType.all());
    types.addAll(ProvisioningTypes.all());
    types.add(
        new MessageType(
            "cbor",
            (message, limits) -> Cbor.encode(Cbor.decode(message, limits)),
            Bytes.hex("80"),
            Set.of(),
            false));
    return types;
  }

  static Stream<Arguments> seeds() {
    Stream<Arguments> samples =
        MutationTest.samples().stream()
            .map(sample -> Seeds.of(TYPES.indexOf(sample.type()), sample.message()));
    Stream<Arguments> refused =
        OwnVectors.ofKind("message").stream()
            .flatMap(
                scenario ->
                    TYPES.stream()
                        .filter(type -> type.name().equals(scenario.text("type")))
                        .map(type -> Seeds.of(TYPES.indexOf(type), scenario.bytes("message"))));
    return Stream.concat(samples, refused);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seedsKeepTheRules(byte[] input) throws Exception {
    check(input);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void everyMessageHasOneEncodingOrIsRefused(byte[] input) throws Exception {
    check(input);
  }

  private static void check(byte[] input) throws Exception {
    MessageType type = TYPES.get(Seeds.selector(input, TYPES.size()));
    Bytes message = Seeds.rest(input);
    Allocation.bounded(input, Allocation.READING, () -> checkEncoding(type, message));
  }

  private static void checkEncoding(MessageType type, Bytes message) {
    try {
      Bytes again = type.parser().apply(message, CborLimits.DEFAULT);
      boolean empty = type.mayBeEmpty() && message.length() == 0;
      if (!empty && !again.equals(message)) {
        throw new AssertionError(type + " has a second encoding");
      }
    } catch (MalformedMessageException e) {
      if (e.rejection().rule().isEmpty()) {
        throw new AssertionError(type + " is refused by no rule", e);
      }
    }
  }
}
