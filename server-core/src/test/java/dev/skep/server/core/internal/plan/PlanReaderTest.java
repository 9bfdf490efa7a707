package dev.skep.server.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.api.provisioning.PinFormat;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.api.provisioning.SecretTerms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanReaderTest {
  static final String GOOD =
      """
      description: Badge of an employee
      code-validity: 7d
      puks:
        - id: puk
          length: 10
      pins:
        - id: badge
          minimum: 6
          maximum: 8
          tries: 5
          puk: puk
          value: preset
          preset-length: 7
      keys:
        - id: sign
          algorithm: ES256
          usage: [ digitalSignature, nonRepudiation ]
          pin: badge
          label: Signature of {account}
          certificate:
            subject: CN={account},O=Example
            validity: 365d
      secrets:
        - id: door
          type: HS256
          pin: badge
          value: random
        - id: note
          type: opaque
          value: file:notes/note.bin
      """;

  @Test
  void readsEverythingThatAPlanSays() throws WrongPlanException {
    Plan plan = PlanReader.read("badge", GOOD);

    assertThat(plan.name()).isEqualTo("badge");
    assertThat(plan.codeValidity()).contains(Duration.ofDays(7));
    assertThat(plan.puks())
        .containsExactly(
            new Plan.Puk(
                new PukTerms("puk", new PinPolicy(PinFormat.NUMERIC, 10, 10, 10)),
                new Plan.Preset(PinFormat.NUMERIC, 10)));
    assertThat(plan.pins())
        .containsExactly(
            new Plan.Pin(
                new PinTerms(
                    "badge", new PinPolicy(PinFormat.NUMERIC, 6, 8, 5), Optional.of("puk")),
                Optional.of(new Plan.Preset(PinFormat.NUMERIC, 7))));
    assertThat(plan.keys())
        .containsExactly(
            new Plan.Key(
                new KeyTerms(
                    "sign",
                    "ES256",
                    0,
                    Set.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.NON_REPUDIATION),
                    Optional.of("badge"),
                    "Signature of {account}",
                    true),
                Optional.of(
                    new Plan.Certificate(
                        new SubjectTemplate("CN={account},O=Example"), Duration.ofDays(365)))));
    assertThat(plan.secrets())
        .containsExactly(
            new Plan.Secret(
                new SecretTerms("door", "HS256", Optional.of("badge"), ""), 32, Optional.empty()),
            new Plan.Secret(
                new SecretTerms("note", "opaque", Optional.empty(), ""),
                0,
                Optional.of("notes/note.bin")));
  }

  @Test
  void readsWhatALaterSessionChanges() throws WrongPlanException {
    Plan plan =
        PlanReader.read(
            "later",
            """
            description: Renewal
            existing: [ badge ]
            keys:
              - { id: new, algorithm: RS256, size: 2048, usage: [ digitalSignature ], pin: badge,
                  attestation: none }
            renew:
              - key: sign
                certificate: { subject: "CN={account}", validity: 12h }
            unblock:
              - { pin: one, value: keep }
              - { pin: two, value: preset, format: alphanumeric, length: 8 }
            delete: [ old ]
            """);

    assertThat(plan.keys().get(0).terms().sizeBits()).isEqualTo(2048);
    assertThat(plan.keys().get(0).terms().signedAttestation()).isFalse();
    assertThat(plan.keys().get(0).certificate()).isEmpty();
    assertThat(plan.renewals().get(0).certificate().validity()).isEqualTo(Duration.ofHours(12));
    assertThat(plan.unblocks())
        .containsExactly(
            new Plan.Unblock("one", Optional.empty()),
            new Plan.Unblock("two", Optional.of(new Plan.Preset(PinFormat.ALPHANUMERIC, 8))));
    assertThat(plan.deletions()).containsExactly("old");
    assertThat(plan.codeValidity()).isEmpty();
  }

  static Stream<Arguments> wrongPlans() {
    return Stream.of(
        // what is replaced, by what, the line, a part of the reason
        Arguments.of("code-validity: 7d", "code-valdity: 7d", 2, "no key 'code-valdity'"),
        Arguments.of("code-validity: 7d", "code-validity: 7 days", 2, "no span of time"),
        Arguments.of("code-validity: 7d", "code-validity: 0d", 2, "no span of time"),
        Arguments.of("code-validity: 7d", "code-validity: 366d", 2, "longer than 365 days"),
        Arguments.of("code-validity: 7d", "code-validity: [ 7d ]", 2, "single value"),
        Arguments.of("code-validity: 7d", "description: again", 2, "'description' is here twice"),
        Arguments.of("Badge of an employee", "", 1, "single value"),
        Arguments.of("Badge of an employee", "\"a\\u0007b\"", 1, "one line"),
        Arguments.of("description: Badge of an employee\n", "", 1, "needs the key 'description'"),
        Arguments.of("puks:\n  - id: puk\n", "puks:\n  id: puk\n", 5, "no YAML"),
        Arguments.of("  - id: puk\n    length: 10", "  id: puk", 3, "'puks' is a list"),
        Arguments.of("  - id: puk\n    length: 10", "  - puk", 4, "keys with values"),
        Arguments.of("- id: puk", "- id: PUK", 4, "'PUK' is no id"),
        Arguments.of("length: 10", "length: 5", 5, "too weak"),
        Arguments.of("length: 10", "length: \"10\"", 5, "no number from 4 to 64"),
        Arguments.of("length: 10", "length: 1e1", 5, "no number from 4 to 64"),
        Arguments.of("length: 10", "length: 65", 5, "no number from 4 to 64"),
        Arguments.of("length: 10", "length: 10\n    minimum: 8", 5, "either 'length'"),
        Arguments.of("- id: badge", "- id: puk", 7, "taken already in line 4"),
        Arguments.of("minimum: 6", "minimum: 3", 8, "no number from 4 to 64"),
        Arguments.of("maximum: 8", "maximum: 5", 9, "no number from 6 to 64"),
        Arguments.of("    maximum: 8\n", "", 7, "needs the key 'maximum'"),
        Arguments.of("tries: 5", "tries: 16", 10, "no number from 1 to 15"),
        Arguments.of("puk: puk", "puk: other", 11, "no PUK 'other'"),
        Arguments.of("puk: puk", "puk: badge", 11, "no PUK 'badge'"),
        Arguments.of("value: preset", "value: chosen", 12, "none of preset, holder"),
        Arguments.of("value: preset", "value: holder", 13, "has no preset value"),
        Arguments.of("preset-length: 7", "preset-length: 5", 13, "breaks the policy"),
        Arguments.of("preset-length: 7", "preset-length: 9", 13, "breaks the policy"),
        Arguments.of("algorithm: ES256", "algorithm: ES 256", 16, "no algorithm name"),
        Arguments.of("algorithm: ES256\n    usage", "usage", 15, "needs the key 'algorithm'"),
        Arguments.of("digitalSignature, ", "keyAgreement, ", 17, "none of digitalSignature"),
        Arguments.of("nonRepudiation ", "digitalSignature ", 17, "here twice"),
        Arguments.of("[ digitalSignature, nonRepudiation ]", "[]", 17, "needs a usage"),
        Arguments.of("pin: badge\n    label", "pin: bagde\n    label", 18, "no PIN 'bagde'"),
        Arguments.of("CN={account},O=Example", "CN={name}", 21, "in braces"),
        Arguments.of("CN={account},O=Example", "account", 21, "no distinguished name"),
        Arguments.of("CN={account},O=Example", "CN=\\{account}", 21, "backslash"),
        Arguments.of("validity: 365d", "validity: P1Y", 22, "no span of time"),
        Arguments.of("type: HS256", "type: AES", 25, "none of HS256, opaque"),
        Arguments.of("value: random", "value: secret", 27, "'random' or 'file:'"),
        Arguments.of("value: random", "value: random\n    length: 16", 28, "from 32 to 64"),
        Arguments.of("note.bin", "note.bin\n    length: 16", 31, "as long as the file"),
        Arguments.of("- id: note", "- id: &anchor note", 28, "anchors and aliases"),
        Arguments.of("- id: note", "- id: !!str note", 28, "tags are not allowed"),
        Arguments.of("- id: note", "- id: [[[[[[[[[note]]]]]]]]]", 28, "nested deeper"),
        Arguments.of("- id: note", "- id: \tnote\n    - x", 29, "no YAML"),
        Arguments.of("- id: note", "- [ a ]: note", 28, "a key is a word"),
        Arguments.of("value: file:notes", "value: *notes", 30, "no YAML"));
  }

  @ParameterizedTest
  @MethodSource("wrongPlans")
  void refusesAWrongPlanAndSaysWhereAndWhy(String old, String wrong, int line, String reason) {
    assertThat(GOOD).contains(old);

    assertThatThrownBy(() -> PlanReader.read("badge", GOOD.replace(old, wrong)))
        .isInstanceOf(WrongPlanException.class)
        .hasMessageStartingWith("line " + line + ": ")
        .hasMessageContaining(reason);
  }

  @Test
  void refusesAPlanOfNothing() {
    assertThatThrownBy(() -> PlanReader.read("a", "")).hasMessageContaining("empty");
    assertThatThrownBy(() -> PlanReader.read("a", "- x")).hasMessageContaining("keys with values");
    assertThatThrownBy(() -> PlanReader.read("a", "description: nothing"))
        .hasMessage("line 1: the plan does nothing");
    assertThatThrownBy(() -> PlanReader.read("a", GOOD + "# \u0007"))
        .isInstanceOf(WrongPlanException.class)
        .hasMessageContaining("no YAML");
    assertThatThrownBy(() -> PlanReader.read("a", "\u0007")).isInstanceOf(WrongPlanException.class);
    assertThatThrownBy(() -> PlanReader.read("a", GOOD + "---\ndescription: second\n"))
        .hasMessageContaining("one plan");
  }

  @Test
  void refusesDeepNestingWithoutRunningOutOfStack() {
    assertThatThrownBy(() -> PlanReader.read("a", "[".repeat(60_000)))
        .isInstanceOf(WrongPlanException.class);
    assertThatThrownBy(() -> PlanReader.read("a", "{a: ".repeat(16_000)))
        .isInstanceOf(WrongPlanException.class);
  }

  @Test
  void refusesWhatASessionCannotCarry() {
    StringBuilder keys = new StringBuilder("description: many\nkeys:\n");
    for (int i = 0; i < 17; i++) {
      keys.append("- { id: k" + i + ", algorithm: ES256, usage: [ digitalSignature ] }\n");
    }
    assertThatThrownBy(() -> PlanReader.read("a", keys.toString()))
        .hasMessage("line 2: a plan has up to 16 keys");
    List<Integer> ids = Stream.iterate(0, i -> i + 1).limit(65).toList();
    assertThatThrownBy(() -> PlanReader.read("a", "description: many\ndelete: " + ids))
        .hasMessage("line 2: a plan has up to 64 objects");
  }

  @Test
  void findsPinsAndPuksThatCanBeGuessedTooWeak() throws WrongPlanException {
    String four = "description: d\npins:\n- { id: p, length: 4, tries: %d, value: holder }\n";

    assertThat(PlanReader.read("a", String.format(four, 10)).pins()).hasSize(1);
    assertThatThrownBy(() -> PlanReader.read("a", String.format(four, 11)))
        .hasMessageContaining("line 3: too weak: 11 tries find one of 4 characters");
  }
}
