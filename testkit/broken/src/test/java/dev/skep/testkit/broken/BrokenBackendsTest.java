package dev.skep.testkit.broken;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contracts can fail: each fault is found by a rule that forbids it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrokenBackendsTest {
  private static final Map<String, Class<?>> SOUND =
      Map.of(
          "transport", Sound.Transport.class,
          "scheme", Sound.Scheme.class,
          "key derivation", Sound.Derivation.class,
          "cipher", Sound.Cipher.class,
          "store", Sound.Store.class);

  private final Findings findings = new Findings();

  static Stream<String> roles() {
    return SOUND.keySet().stream().sorted();
  }

  @AfterAll
  void write() {
    findings.write();
  }

  @Order(1)
  @ParameterizedTest
  @MethodSource("roles")
  void nothingIsFoundInASoundBackend(String role) {
    Trial trial = Trial.of(SOUND.get(role));
    assertThat(trial.reasons()).isEmpty();
    assertThat(trial.passed()).hasSizeGreaterThan(9);
    findings.sound(SOUND.get(role), trial);
  }

  @Order(2)
  @ParameterizedTest(name = "{0} that {1}")
  @CsvFileSource(resources = "faults.csv")
  void wholeContractFindsTheFault(String role, String fault, String rule) throws Exception {
    Class<?> broken = Class.forName("dev.skep.testkit.broken." + fault);
    Trial trial = Trial.of(broken);
    findings.broken(role, broken, trial);
    assertThat(trial.failed()).contains(rule);
  }

  /** A whole run of an SE takes long; the rule that is meant is run, and with a sound SE too. */
  @Order(2)
  @ParameterizedTest(name = "security element that {0}")
  @CsvFileSource(resources = "element-faults.csv")
  void ruleOfSecurityElementsFindsTheFault(String fault, String rule) throws Exception {
    Trial sound = Trial.of(BrokenElements.Sound.class, rule);
    assertThat(sound.reasons()).isEmpty();
    assertThat(sound.passed()).containsExactly(rule);
    Class<?> broken = Class.forName("dev.skep.testkit.broken.BrokenElements$" + fault);
    Trial trial = Trial.of(broken, rule);
    findings.broken("security element", broken, trial);
    assertThat(trial.failed()).containsExactly(rule);
    assertThat(trial.reasons()).noneMatch(reason -> reason.startsWith("java.lang."));
  }

  @Order(3)
  @Test
  void everyRuleOfAlgorithmsAndStoresFindsSomething() {
    assertThat(findings.idle()).isEmpty();
  }
}
