package dev.skep.testkit.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skep.testkit.rule.Contract;
import dev.skep.testkit.rule.May;
import dev.skep.testkit.rule.Must;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The report says of each rule what became of it. */
class ReportTest {
  @TempDir Path folder;

  /** One of each. */
  @Contract
  static final class Mixed {
    @Must
    @Test
    void X1_Y2_passesAsItShould() {}

    @Must
    @Test
    void X2_failsWithMarkup() {
      fail("<script>&\"'");
    }

    @Must
    @Test
    void X3_throws() {
      throw new IllegalStateException("out of order");
    }

    @May
    @Test
    void X4_isSkipped() {
      Assumptions.abort("it has none");
    }

    @Must
    @Test
    @Disabled("not now")
    void X5_isDisabled() {}

    @Must
    @TestFactory
    Stream<DynamicTest> X6_isMany() {
      return Stream.of(
          dynamicTest("good", () -> {}), dynamicTest("bad", () -> fail("the second one")));
    }

    @Must
    @TestFactory
    Stream<DynamicTest> X7_cannotBegin() {
      throw new IllegalStateException("no tests");
    }

    @May
    @ParameterizedTest
    @ValueSource(ints = {7, 8})
    void X8_takesEach(int number) {}

    @Test
    void ofTheVendorsOwn() {
      fail("not a rule");
    }
  }

  /** No rule is run. */
  @Contract
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static final class CannotBeMade {
    CannotBeMade() {
      throw new IllegalStateException("no reader");
    }

    @Must
    @Test
    void X1_passes() {}
  }

  @Test
  void everyOutcomeIsInTheJson() throws Exception {
    JsonNode report = run(Mixed.class);
    List<String> lines = new ArrayList<>();
    for (JsonNode line : report.get("rules")) {
      String rules = line.get("rules").toString().replaceAll("[\\[\\]\"]", "");
      lines.add(
          String.join(
              "|",
              rules,
              line.get("level").textValue(),
              line.get("what").textValue(),
              line.get("parameters").textValue(),
              line.get("result").textValue(),
              line.get("reason").textValue()));
    }
    assertThat(lines)
        .containsExactlyInAnyOrder(
            "X-1,Y-2|MUST|passes as it should||passed|",
            "X-2|MUST|fails with markup||failed|<script>&\"'",
            "X-3|MUST|throws||failed|java.lang.IllegalStateException: out of order",
            "X-4|MAY|is skipped||skipped|it has none",
            "X-5|MUST|is disabled||skipped|not now",
            "X-6|MUST|is many|good|passed|",
            "X-6|MUST|is many|bad|failed|the second one",
            "X-7|MUST|cannot begin||failed|java.lang.IllegalStateException: no tests",
            "X-8|MAY|takes each|[1] number=7|passed|",
            "X-8|MAY|takes each|[2] number=8|passed|");
    assertThat(report.get("obeyed").booleanValue()).isFalse();
    assertThat(report.get("format").intValue()).isEqualTo(1);
    assertThat(report.get("testkit").textValue()).matches("\\d+\\.\\d+.*");
    assertThat(report.get("totals").toString())
        .isEqualTo(
            "{\"MUST\":{\"passed\":2,\"failed\":4,\"skipped\":1},"
                + "\"MAY\":{\"passed\":2,\"failed\":0,\"skipped\":1}}");
  }

  @Test
  void thePageIsEscapedAndNeedsNothingElse() throws Exception {
    run(Mixed.class);
    String html = Files.readString(folder.resolve(Mixed.class.getName() + ".html"));
    assertThat(html)
        .contains("&lt;script&gt;&amp;&quot;&#39;")
        .contains("4 failed")
        .doesNotContain("<script")
        .doesNotContain("http")
        .doesNotContain("src=")
        .doesNotContain("not a rule");
    assertThat(html.indexOf("X-2")).as("failures first").isLessThan(html.indexOf("X-1"));
  }

  @Test
  void aClassThatCannotBeMadeObeysNothing() throws Exception {
    JsonNode report = run(CannotBeMade.class);
    assertThat(report.get("rules")).isEmpty();
    assertThat(report.get("obeyed").booleanValue()).isFalse();
    assertThat(Files.readString(folder.resolve(CannotBeMade.class.getName() + ".html")))
        .contains("no rule was run");
  }

  private JsonNode run(Class<?> contract) throws Exception {
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(contract))
                .configurationParameter(Contract.FOLDER, folder.toString())
                .build());
    String json = Files.readString(folder.resolve(contract.getName() + ".json"));
    return new ObjectMapper().readTree(json);
  }
}
