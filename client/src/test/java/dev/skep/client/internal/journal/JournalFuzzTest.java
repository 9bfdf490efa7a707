package dev.skep.client.internal.journal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapWriter;
import dev.skep.testkit.fuzz.Allocation;
import dev.skep.testkit.fuzz.Seeds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Entries of the journal, with a digest that fits: an entry with one encoding, or malformed. The
 * first byte is 0 where the rest is the whole file.
 */
class JournalFuzzTest {
  static Stream<Arguments> seeds() throws MalformedMessageException {
    Bytes whole =
        new JournalEntry(
                new JournalEntry.Key("https://issuer.example", "soft:one"),
                Bytes.of(new byte[16]),
                new Suite("RSA-OAEP-256", "ES256", "HKDF-SHA256", "A256GCM"),
                2,
                new SessionHandle(Bytes.hex("aabb")),
                List.of(Bytes.hex("01"), Bytes.hex("0203")))
            .encode();
    Bytes entry =
        dev.skep.protocol.cbor.MapReader.of(whole, JournalEntry.LIMITS).bytes(1, 1, 10_000);
    return Stream.of(Seeds.of(0, whole), Seeds.of(1, entry));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seedsKeepTheRules(byte[] input) throws Exception {
    check(input);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void anyFileIsAnEntryOrMalformed(byte[] input) throws Exception {
    check(input);
  }

  private static void check(byte[] input) throws Exception {
    Bytes rest = Seeds.rest(input);
    Bytes file =
        Seeds.selector(input, 2) == 0
            ? rest
            : new MapWriter().bytes(1, rest).bytes(2, Transcript.digest("SHA-256", rest)).encode();
    Allocation.bounded(input, Allocation.READING, () -> read(file));
  }

  private static void read(Bytes file) {
    JournalEntry entry;
    try {
      entry = JournalEntry.decode(file);
    } catch (MalformedMessageException e) {
      return;
    }
    try {
      JournalEntry again = JournalEntry.decode(entry.encode());
      if (!again.encode().equals(entry.encode())) {
        throw new AssertionError("an entry has two encodings");
      }
    } catch (MalformedMessageException e) {
      throw new AssertionError("an entry does not read its own encoding", e);
    }
  }
}
