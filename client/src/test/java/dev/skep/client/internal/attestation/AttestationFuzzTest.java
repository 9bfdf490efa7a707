package dev.skep.client.internal.attestation;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.skep.api.Bytes;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.testkit.fuzz.Allocation;
import dev.skep.testkit.fuzz.Seeds;
import dev.skep.testkit.vectors.Scenario;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attestations of keys, and certificates that are named as the device CA's: a verdict, and no other
 * attestation than the genuine ones is genuine. The first byte says which of the two the rest is.
 */
class AttestationFuzzTest {
  private static final List<Scenario> GOOD =
      Scenario.readAll(Path.of(System.getProperty("skep.root"), "vectors")).stream()
          .filter(scenario -> scenario.text("kind").equals("key-attestation"))
          .filter(scenario -> scenario.text("expect").equals("accept"))
          .toList();
  private static final Scenario FIRST = GOOD.get(0);
  private static final AttestationVerifier VERIFIER =
      new AttestationVerifier(
          AlgorithmCatalogue.fromServiceLoader(),
          Clock.fixed(Instant.ofEpochSecond(Long.parseLong(FIRST.text("time"))), ZoneOffset.UTC));

  static Stream<Arguments> seeds() {
    return GOOD.stream()
        .flatMap(
            scenario ->
                Stream.of(
                    Seeds.of(0, scenario.bytes("attestation")),
                    Seeds.of(1, scenario.bytes("anchor"))));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seedsKeepTheRules(byte[] input) throws Exception {
    check(input);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void anyAttestationGetsAVerdict(byte[] input) throws Exception {
    check(input);
  }

  private static void check(byte[] input) throws Exception {
    boolean anchor = Seeds.selector(input, 2) == 1;
    Bytes rest = Seeds.rest(input);
    Allocation.bounded(
        input,
        Allocation.COMPUTING,
        () -> {
          AttestationResult result =
              VERIFIER.verify(
                  anchor ? FIRST.bytes("attestation") : rest,
                  anchor ? rest : FIRST.bytes("anchor"));
          boolean genuine = result instanceof AttestationResult.Genuine;
          if (genuine && !anchor && GOOD.stream().noneMatch(good -> isOf(good, rest))) {
            // The other s of an ECDSA signature, and an anchor in the chain, change nothing of it.
            throw new AssertionError("an attestation is genuine that nobody made");
          }
        });
  }

  private static boolean isOf(Scenario good, Bytes attestation) {
    return attestation.toHex().contains(good.text("statement"));
  }
}
