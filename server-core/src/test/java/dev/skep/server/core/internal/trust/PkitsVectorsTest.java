package dev.skep.server.core.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skep.api.Bytes;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.TrustDecision;
import dev.skep.testkit.vectors.ThirdPartyVectors;
import dev.skep.testkit.vectors.VectorTally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * NIST PKITS 1.0.1: whatever it calls invalid is rejected; what it calls valid is accepted, except
 * where a rule here is stricter on purpose.
 */
class PkitsVectorsTest {
  private static final String MANIFEST = "nist-pkits/pkits_manifest.json";
  private static final String ACCEPTED = "valid and accepted";
  private static final String REJECTED = "invalid and rejected";
  private static final String STRICTLY = "valid and rejected by a stricter rule";
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  /**
   * Valid by PKITS, refused here: DSA; device certificates that are CAs; lists of other signers.
   */
  private static final Map<String, TrustRule> STRICTER = new HashMap<>();

  static {
    refused(TrustRule.ALGORITHMS, "4.1.4", "4.1.5");
    refused(TrustRule.LEAF_USE, "4.6.8", "4.6.14", "4.8.6", "4.14.13");
    // A self-issued certificate with another key: its list is signed by one key only.
    refused(TrustRule.REVOCATION, "4.5.1", "4.5.3", "4.6.15", "4.6.17", "4.9.6", "4.11.7");
    refused(TrustRule.REVOCATION, "4.12.7", "4.12.9", "4.13.19");
    // Partial, indirect and delta lists.
    refused(TrustRule.REVOCATION, "4.14.1", "4.14.4", "4.14.5", "4.14.7", "4.14.18", "4.14.19");
    refused(TrustRule.REVOCATION, "4.14.22", "4.15.2", "4.15.5", "4.15.7", "4.15.8");
    // The vectors put the certificate of a separate list signer into the chain.
    refused(TrustRule.PATH, "4.5.4", "4.5.6");
    refused(TrustRule.CHAIN_ORDER, "4.4.19", "4.14.24", "4.14.25", "4.14.28", "4.14.29");
    refused(TrustRule.CHAIN_ORDER, "4.14.30", "4.14.33");
  }

  private static final String POLICY_PREFIX = "2.16.840.1.101.3.2.1.48.";

  /** The inputs of RFC 5280 6.1.1; the other setting of the manifest is an output. */
  private static final Set<String> INPUTS =
      Set.of(
          "SetInitialPolicySet",
          "SetInitialExplicitPolicy",
          "SetInitialPolicyMappingInhibit",
          "SetInitialInhibitAnyPolicy");

  private static final String OUTPUT = "SetUserConstrainedPolicySet";

  @TempDir Path directory;
  private final VectorTally tally = new VectorTally(MANIFEST, "DirectoryDeviceTrust", "JDK");

  private static void refused(TrustRule rule, String... tests) {
    for (String test : tests) {
      STRICTER.put(test, rule);
    }
  }

  @TestFactory
  Stream<DynamicTest> pkits() {
    JsonNode tests = ThirdPartyVectors.json(MANIFEST);
    Stream<DynamicTest> all =
        StreamSupport.stream(tests.spliterator(), false)
            .map(test -> dynamicTest(test.get("title").asText(), () -> check(test)));
    return Stream.concat(all, Stream.of(dynamicTest("all of them ran", this::checkCounts)));
  }

  private void checkCounts() {
    tally.report();
    assertThat(tally.total(ACCEPTED)).isEqualTo(78);
    assertThat(tally.total(REJECTED)).isEqualTo(135);
    assertThat(tally.total(STRICTLY)).isEqualTo(36);
    assertThat(tally.total()).isEqualTo(249);
  }

  private void check(JsonNode test) throws Exception {
    Path trust = Files.createTempDirectory(directory, "pkits");
    List<String> names = texts(test.get("certs"));
    Files.copy(certificate(names.get(0)), trust.resolve("anchor.crt"));
    for (String crl : texts(test.get("crls"))) {
      Files.copy(
          ThirdPartyVectors.file("nist-pkits/crls/" + crl + ".crl"), trust.resolve(crl + ".crl"));
    }
    List<Bytes> chain = new ArrayList<>();
    for (String name : names.subList(1, names.size())) {
      chain.add(0, Bytes.of(Files.readAllBytes(certificate(name))));
    }
    TrustDecision decision =
        DirectoryDeviceTrust.open(
                TrustSettings.of(trust)
                    .withRevocation(RevocationMode.REQUIRE)
                    .withPolicies(inputs(test.get("settings"))),
                new JcaEngines(),
                TrustListener.NONE)
            .evaluate(chain, AT);
    TrustRule stricter = STRICTER.get(test.get("test").asText());
    if (test.get("valid").asBoolean() && stricter == null) {
      assertThat(decision).isInstanceOf(TrustDecision.Trusted.class);
    } else {
      assertThat(decision).isInstanceOf(TrustDecision.Untrusted.class);
      String rule = ((TrustDecision.Untrusted) decision).rejection().rule();
      assertThat(rule).isEqualTo(stricter == null ? rule : stricter.id());
    }
    tally.count(outcome(test, decision));
  }

  private static String outcome(JsonNode test, TrustDecision decision) {
    if (!test.get("valid").asBoolean()) {
      return REJECTED;
    }
    return decision instanceof TrustDecision.Trusted ? ACCEPTED : STRICTLY;
  }

  private static PolicyInputs inputs(JsonNode settings) {
    Set<String> names = new HashSet<>();
    settings.fieldNames().forEachRemaining(names::add);
    names.remove(OUTPUT);
    assertThat(INPUTS).containsAll(names);
    Set<String> policies =
        Stream.of(settings.path("SetInitialPolicySet").asText().split(","))
            .filter(name -> !name.isEmpty())
            .map(name -> name.replace("NIST-test-policy-", POLICY_PREFIX))
            .collect(Collectors.toSet());
    return new PolicyInputs(
        policies,
        settings.path("SetInitialExplicitPolicy").asBoolean(),
        settings.path("SetInitialPolicyMappingInhibit").asBoolean(),
        settings.path("SetInitialInhibitAnyPolicy").asBoolean());
  }

  private static Path certificate(String name) throws IOException {
    return ThirdPartyVectors.file("nist-pkits/certs/" + name + ".crt");
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
