package dev.skep.itest.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document of attacks is that of the sources, and the report tells what is missing. */
class AttacksTest {
  private static final Path ROOT = Path.of(System.getProperty("skep.root"));
  private static final String TITLE = "@DisplayName(\"attack ";
  private static final AttackCase FIRST = new AttackCase(1, "a <b>", "U", "");
  private static final AttackCase SECOND = new AttackCase(2, "b", "U", "");
  private static final AttackCase NONE = new AttackCase(3, "c", "U", "all: there is no such thing");

  @Test
  void documentIsUpToDate() throws IOException {
    AttackTable table = Attacks.table(ROOT);

    assertThat(table.gaps()).isEmpty();
    assertThat(ROOT.resolve(Attacks.DOCUMENT))
        .as("made by the command that it names")
        .content()
        .isEqualTo(table.markdown());
  }

  @Test
  void casesAreNumberedWithoutAGap() throws IOException {
    assertThat(AttackCase.all())
        .extracting(AttackCase::number)
        .isEqualTo(IntStream.rangeClosed(1, 78).boxed().toList());
  }

  @Test
  void readsTitlesOfMethodsAndClasses() {
    assertThat(
            TitledTest.in(
                "m",
                "a.B",
                TITLE
                    + "1: for all\")\nclass B {\n@Test "
                    + TITLE
                    + "2 (a part): \\\"x\\\" and\"\n + \" more\")\nvoid two() {}\n"
                    + "@ParameterizedTest(name = \"attacks 3, 5-7: {0}\")\n@MethodSource(\"all\")\n"
                    + "void more(int x) {}\n@DisplayName(\"no attack 8\") void other() {} }"))
        .containsExactly(
            new TitledTest(1, "m", "a.B", ""),
            new TitledTest(2, "m", "a.B", "two"),
            new TitledTest(3, "m", "a.B", "more"),
            new TitledTest(5, "m", "a.B", "more"),
            new TitledTest(6, "m", "a.B", "more"),
            new TitledTest(7, "m", "a.B", "more"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TitledTest.in("m", "a.B", TITLE + "1: of nothing\")"));
  }

  @Test
  void namesCasesWithoutTestsAndTestsWithoutCases() {
    assertThat(table(List.of(FIRST, SECOND, NONE), test(1, "one"), test(9, "nine")).gaps())
        .containsExactly("case 2 has no test", "B#nine names case 9, which does not exist");
  }

  @Test
  void takesTheResultsFromAllReports(@TempDir Path root) throws IOException {
    report(root, "x/target/surefire-reports/TEST-a.B.xml", "<failure>f</failure>");
    report(root, "x/target/failsafe-reports/deeper/TEST-a.B.xml", "");
    report(root, "x/target/failsafe-reports/TEST-a.B.xml", "<system-out>s</system-out>");
    report(root, "x/target/other/TEST-a.B.xml", "<skipped/>");
    report(root, "y/z/target/surefire-reports/TEST-a.B.xml", "<skipped message=\"m\"/>");

    Results results = Results.below(root);

    assertThat(results.of(test(1, "one"))).isEqualTo(new Results.Count(2, 1, 1));
    assertThat(results.of(test(1, ""))).isEqualTo(new Results.Count(2, 1, 1));
    assertThat(results.of(test(1, "on"))).isEqualTo(Results.Count.NONE);
  }

  @Test
  void failsWhereACaseHasNoTestThatPassed(@TempDir Path root) throws IOException {
    AttackTable table = table(List.of(FIRST, NONE), test(1, "one"));
    assertThat(table.failures(Results.below(root)))
        .containsExactly("case 1 has no test that passed");

    report(root, "target/surefire-reports/TEST-a.B.xml", "<skipped/>");
    assertThat(table.failures(Results.below(root)))
        .containsExactly("case 1 has no test that passed");

    report(root, "target/surefire-reports/TEST-a.B.xml", "");
    assertThat(table.failures(Results.below(root))).isEmpty();
    assertThat(table.html(Results.below(root)))
        .contains("every case has tests that pass", "a &lt;b&gt;", "m: B#one", "1 passed");

    report(root, "target/failsafe-reports/TEST-a.B.xml", "<error/>");
    assertThat(table.failures(Results.below(root))).containsExactly("case 1: B#one failed");
  }

  @Test
  void commandEndsInAnErrorAndLeavesTheReport(@TempDir Path root) {
    assertThatIllegalStateException()
        .isThrownBy(() -> Attacks.main(new String[] {"report", root.toString()}))
        .withMessageContaining("case 71 has no test");
    assertThat(root.resolve("distribution/itest/target/attacks.html"))
        .content()
        .contains("case 71 has no test");
  }

  private static AttackTable table(List<AttackCase> cases, TitledTest... tests) {
    return new AttackTable(cases, List.of(tests));
  }

  private static TitledTest test(int number, String method) {
    return new TitledTest(number, "m", "a.B", method);
  }

  private static void report(Path root, String file, String inside) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(
        path,
        "<testsuite><testcase name=\"one(String)[1]\" classname=\"a.B\">"
            + inside
            + "</testcase></testsuite>");
  }
}
