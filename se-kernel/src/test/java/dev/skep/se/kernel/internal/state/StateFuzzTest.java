package dev.skep.se.kernel.internal.state;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.testkit.fuzz.Allocation;
import dev.skep.testkit.fuzz.Seeds;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The state as a device key has unsealed it: a state with one encoding, or malformed. */
class StateFuzzTest {
  /** It is read twice and written twice, each part of it into a buffer that nobody uses again. */
  private static final int FOUR_PASSES = 4 * Allocation.READING;

  static Stream<Arguments> seeds() {
    return DeviceStateTest.states()
        .map(state -> Seeds.of(Bytes.of(StateCodec.encode(state).copy())));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seedsKeepTheRules(byte[] input) throws Exception {
    check(input);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void anyBytesAreAStateOrMalformed(byte[] input) throws Exception {
    check(input);
  }

  private static void check(byte[] input) throws Exception {
    Allocation.bounded(
        input,
        FOUR_PASSES,
        () -> {
          try (SecretBytes encoded = SecretBytes.copyOf(input);
              SecretBytes again = StateCodec.encode(StateCodec.decode(encoded));
              SecretBytes third = StateCodec.encode(StateCodec.decode(again))) {
            if (!third.matches(again)) {
              throw new AssertionError("a state has two encodings");
            }
          } catch (MalformedMessageException e) {
            if (e.rejection().rule().isEmpty()) {
              throw new AssertionError("malformed by no rule", e);
            }
          }
        });
  }
}
