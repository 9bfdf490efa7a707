package dev.skep.itest.attacks;

import dev.skep.itest.attacks.Results.Count;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The cases with their tests.
 *
 * @param cases all cases
 * @param tests all tests whose titles name one
 */
record AttackTable(List<AttackCase> cases, List<TitledTest> tests) {
  private static final String HEAD =
      """
      # Attacks

      What somebody may try, what it gets, and which tests show it. A test is titled with the number of its case: "attack
      65: ...". **U** is the uniform rejection: the session is dead, nothing derived from K was used, the audit log has the
      exact reason, and the peer learns only that it was rejected. `mvn verify` ends with the results of these tests in
      `distribution/itest/target/attacks.html`, and fails where a case has no test that passed; a build of some modules or
      tests only says `-Dskep.attacks.skip`.

      This file is made by a command, from the sources and `distribution/itest/src/test/resources/attacks/cases.txt`;
      a test fails where it is not up to date:

      ```
      mvn -q -pl distribution/itest -am -DskipTests package && java -cp distribution/itest/target/test-classes dev.skep.itest.attacks.Attacks docs .
      ```

      | | case | must get | tests | not tested, and why |
      |--:|---|---|---|---|
      """;

  /** The tests of one case. */
  List<TitledTest> testsOf(AttackCase one) {
    return tests.stream().filter(test -> test.number() == one.number()).toList();
  }

  /** What is wrong with the table, whatever the results are. */
  List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    for (AttackCase one : cases) {
      if (testsOf(one).isEmpty() && !one.inapplicable()) {
        gaps.add("case " + one.number() + " has no test");
      }
    }
    for (TitledTest test : tests) {
      if (cases.stream().noneMatch(one -> one.number() == test.number())) {
        gaps.add(test.name() + " names case " + test.number() + ", which does not exist");
      }
    }
    return gaps;
  }

  /** What is wrong, given the results. */
  List<String> failures(Results results) {
    List<String> failures = new ArrayList<>(gaps());
    for (AttackCase one : cases) {
      List<TitledTest> its = testsOf(one);
      if (!its.isEmpty() && its.stream().noneMatch(test -> results.of(test).passed() > 0)) {
        failures.add("case " + one.number() + " has no test that passed");
      }
      for (TitledTest test : its) {
        if (results.of(test).failed() > 0) {
          failures.add("case " + one.number() + ": " + test.name() + " failed");
        }
      }
    }
    return failures;
  }

  /** The document. */
  String markdown() {
    StringBuilder text = new StringBuilder(HEAD);
    for (AttackCase one : cases) {
      text.append("| ").append(one.number());
      text.append(" | ").append(one.what());
      text.append(" | ").append(one.outcome());
      text.append(" | ").append(byModule(one, test -> "`" + test.name() + "`", ", "));
      text.append(" | ").append(one.leftOut()).append(" |\n");
    }
    return text.toString();
  }

  private String byModule(AttackCase one, Function<TitledTest, String> rendered, String separator) {
    Map<String, String> modules = new LinkedHashMap<>();
    for (TitledTest test : testsOf(one)) {
      modules.merge(test.module(), rendered.apply(test), (all, next) -> all + separator + next);
    }
    return modules.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining("<br>"));
  }

  /** The report: one page that needs nothing else. */
  String html(Results results) {
    List<String> failures = failures(results);
    String title =
        failures.isEmpty()
            ? "Attacks: every case has tests that pass"
            : "Attacks: " + failures.size() + " faults";
    StringBuilder html = new StringBuilder(AttackPage.head(title));
    failures.forEach(each -> html.append(AttackPage.paragraph("failed", each)));
    html.append(AttackPage.TABLE);
    for (AttackCase one : cases) {
      String tests = byModule(one, test -> AttackPage.test(test.name(), results.of(test)), "<br>");
      html.append(AttackPage.row(one, tests));
    }
    return html.append("</tbody>\n</table>\n</body>\n</html>\n").toString();
  }

  /** How many tests of the table passed, in all. */
  Count total(Results results) {
    return tests.stream()
        .map(test -> new TitledTest(0, test.module(), test.type(), test.method()))
        .distinct()
        .map(results::of)
        .reduce(Count.NONE, Count::plus);
  }
}
