package dev.skep.server.core.internal.session;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.Suite;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.OfferRequest;
import dev.skep.protocol.message.Response;
import dev.skep.server.core.internal.session.GenuineDevice.Run;
import dev.skep.testkit.fuzz.Allocation;
import dev.skep.testkit.fuzz.Seeds;
import dev.skep.testkit.vectors.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A whole server behind its interface: every message gets an answer, and only what a genuine device
 * sent is accepted. The first byte says which way the rest goes in; most of them are of a device
 * that does all else right, so that what is behind the first checks is reached too.
 */
class ServerFuzzTest {
  private static final AttackLab LAB = new AttackLab();
  private static final GenuineDevice DEVICE = LAB.device("ES256");
  private static final List<String> OPERATIONS =
      List.of("committed", "data.mac", "key.generated", "commit");

  private enum Way {
    OFFER,
    RESPONSE,
    RECORDS,
    TOKEN,
    ENCAPSULATED_KEY,
    SIGNATURE,
    NONCE,
    LEAF,
    SECOND_CERTIFICATE,
    EARLY_RECORD,
    SEALED_RECORD,
    SEALED_EARLY_RECORD
  }

  static Stream<Arguments> seeds() {
    List<Arguments> seeds = new ArrayList<>();
    OfferEnvelope envelope = LAB.offer();
    Run run = DEVICE.run(envelope, AttackLab.EC);
    Response response = run.response();
    seeds.add(seed(Way.OFFER, new OfferRequest(Optional.of(Bytes.utf8("account"))).encode()));
    seeds.add(seed(Way.RESPONSE, response.encode()));
    seeds.add(seed(Way.RECORDS, DeviceRecords.empty()));
    seeds.add(seed(Way.TOKEN, envelope.token()));
    seeds.add(seed(Way.ENCAPSULATED_KEY, response.encapsulatedKey()));
    seeds.add(seed(Way.SIGNATURE, response.attestation()));
    seeds.add(seed(Way.NONCE, response.seNonce()));
    seeds.add(seed(Way.LEAF, DEVICE.certificate()));
    seeds.add(seed(Way.SECOND_CERTIFICATE, LAB.deviceCa.certificate()));
    Path vectors = Path.of(System.getProperty("skep.root"), "vectors");
    for (Scenario scenario : Scenario.readAll(vectors)) {
      scenario
          .find("committedRecord")
          .ifPresent(record -> seeds.add(seed(Way.EARLY_RECORD, Bytes.hex(record))));
      for (int i = 0; scenario.find("se." + i + ".op").isPresent(); i++) {
        int op = Math.max(0, OPERATIONS.indexOf(scenario.text("se." + i + ".op")));
        Bytes attributes = scenario.bytes("se." + i + ".attributes");
        Bytes content = Bytes.concat(Bytes.of(new byte[] {(byte) op}), attributes);
        seeds.add(seed(Way.SEALED_RECORD, content));
        seeds.add(seed(Way.SEALED_EARLY_RECORD, content));
      }
    }
    return seeds.stream();
  }

  private static Arguments seed(Way way, Bytes rest) {
    return Seeds.of(way.ordinal(), rest);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seedsKeepTheRules(byte[] input) throws Exception {
    check(input);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void everyMessageGetsAnAnswerAndOnlyGenuineOnesAreAccepted(byte[] input) throws Exception {
    check(input);
  }

  private static void check(byte[] input) throws Exception {
    LAB.audit.clear();
    // Else no session would ever expire, and a long run would end in an OutOfMemoryError.
    LAB.clock.advance(Duration.ofMillis(100));
    Way way = Way.values()[Seeds.selector(input, Way.values().length)];
    Bytes rest = Seeds.rest(input);
    switch (way) {
      case OFFER -> LAB.server.offer(rest, "fuzz");
      case RESPONSE ->
          Allocation.bounded(input, Allocation.COMPUTING, () -> LAB.server.establish(rest, "fuzz"));
      case RECORDS -> {
        Bytes id = rest.slice(0, Math.min(16, rest.length()));
        Allocation.bounded(
            input, Allocation.COMPUTING, () -> refuses(way, LAB.server.records(id, rest, "fuzz")));
      }
      case SEALED_RECORD -> sealed(rest);
      default -> altered(way, rest);
    }
  }

  private static void altered(Way way, Bytes rest) {
    Run run = DEVICE.run(LAB.offer(), AttackLab.EC);
    Response genuine = run.response();
    Bytes changed = way == Way.SEALED_EARLY_RECORD ? seal(run, rest) : rest;
    Response response = with(way, genuine, changed);
    Answer answer = LAB.server.establish(response.encode(), "fuzz");
    boolean anchor = way == Way.SECOND_CERTIFICATE && changed.equals(LAB.deviceCa.certificate());
    // The other s of an ECDSA signature verifies as well.
    boolean malleable = way == Way.SIGNATURE;
    if (!anchor && !malleable && !response.equals(genuine)) {
      refuses(way, answer);
    }
  }

  private static Response with(Way way, Response of, Bytes rest) {
    Suite suite = of.suite();
    List<Bytes> chain = of.certificateChain();
    return new Response(
        way == Way.TOKEN ? rest : of.token(),
        suite,
        way == Way.NONCE ? nonce(rest) : of.seNonce(),
        way == Way.ENCAPSULATED_KEY ? rest : of.encapsulatedKey(),
        way == Way.SIGNATURE ? rest : of.attestation(),
        way == Way.LEAF
            ? List.of(rest)
            : way == Way.SECOND_CERTIFICATE ? List.of(chain.get(0), rest) : chain,
        way == Way.EARLY_RECORD || way == Way.SEALED_EARLY_RECORD ? List.of(rest) : List.of());
  }

  private static Bytes nonce(Bytes rest) {
    return Bytes.concat(rest, Bytes.of(new byte[32])).slice(0, 32);
  }

  private static void sealed(Bytes rest) {
    Run run = DEVICE.run(LAB.offer(), AttackLab.EC);
    if (!(LAB.send(run.response()) instanceof Answer.Accepted)) {
      throw new AssertionError("a genuine response is refused");
    }
    Bytes message = DeviceRecords.message(seal(run, rest));
    refuses(Way.SEALED_RECORD, LAB.server.records(run.sessionId(), message, "fuzz"));
  }

  /** An authentic record: the operation that the first byte selects, and the rest twice. */
  private static Bytes seal(Run run, Bytes rest) {
    byte[] content = rest.toArray();
    Bytes attributes = Seeds.rest(content);
    String op = OPERATIONS.get(Seeds.selector(content, OPERATIONS.size()));
    try (RecordChannel channel = DEVICE.channel(run);
        SecretBytes plaintext = SecretBytes.copyOf(attributes.toArray())) {
      return channel.seal(op, op.equals("committed") ? Bytes.EMPTY : attributes, plaintext);
    }
  }

  private static void refuses(Way way, Answer answer) {
    if (!(answer instanceof Answer.Refused)) {
      throw new AssertionError(way + " is accepted");
    }
  }
}
