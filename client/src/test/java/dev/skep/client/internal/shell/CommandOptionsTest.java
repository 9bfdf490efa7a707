package dev.skep.client.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.client.internal.shell.CommandForm.Option;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandOptionsTest {
  private static final Option NEEDED = new Option(true, false, true);
  private static final Option OPTIONAL = new Option(false, false, true);

  @Test
  void readsTheUsages() {
    assertThat(CommandForm.of(Command.ENROL).options())
        .containsOnly(
            Map.entry("--server", OPTIONAL),
            Map.entry("--se", OPTIONAL),
            Map.entry("--code", OPTIONAL),
            Map.entry("--data", new Option(false, true, true)),
            Map.entry("--yes", new Option(false, false, false)));
    assertThat(CommandForm.of(Command.SIGN).options())
        .containsOnly(
            Map.entry("--se", OPTIONAL),
            Map.entry("--key", NEEDED),
            Map.entry("--in", NEEDED),
            Map.entry("--out", NEEDED),
            Map.entry("--format", OPTIONAL),
            Map.entry("--pin-file", OPTIONAL));
    assertThat(CommandForm.of(Command.PERSONALIZE).options())
        .containsOnly(
            Map.entry("--se", NEEDED),
            Map.entry("--attestation", OPTIONAL),
            Map.entry("--chain", OPTIONAL));
    assertThat(CommandForm.of(Command.ENROLMENT_CREATE).operands()).containsExactly("ACCOUNT");
    assertThat(CommandForm.of(Command.HELP)).isEqualTo(new CommandForm(List.of(), Map.of()));
  }

  @ParameterizedTest
  @EnumSource(Command.class)
  void takesEachCommandsExample(Command command) throws Exception {
    CommandOptions.parse(
        command, Stream.of(command.example().split(" ")).filter(w -> !w.isEmpty()).toList());
  }

  @Test
  void takesOperandsFlagsAndRepeatedOptionsInAnyOrder() throws Exception {
    CommandOptions enrol =
        CommandOptions.parse(
            Command.ENROL, List.of("--yes", "--data", "a b", "--se", "soft:x", "--data", "c"));
    assertThat(enrol.all("--data")).containsExactly("a b", "c");
    assertThat(enrol.has("--yes")).isTrue();
    assertThat(enrol.has("--code")).isFalse();
    CommandOptions create =
        CommandOptions.parse(Command.ENROLMENT_CREATE, List.of("--plan", "p", "alice smith"));
    assertThat(create.operands()).containsExactly("alice smith");
  }

  @ParameterizedTest
  @CsvSource({
    "ENROLMENT_CREATE, --plan p, ACCOUNT is missing",
    "ENROLMENT_CREATE, alice, --plan is missing",
    "ENROLMENT_CREATE, alice bob --plan p, there is no option bob",
    "ENROL, --yes --yes, --yes is given twice",
    "ENROL, --code --yes, --code needs a value",
    "SIGN, --key k --in f, --out is missing",
    "REVOKE, '', SERIAL is missing"
  })
  void refusesAWrongCall(Command command, String arguments, String problem) {
    List<String> words = Stream.of(arguments.split(" ")).filter(w -> !w.isEmpty()).toList();
    assertThatThrownBy(() -> CommandOptions.parse(command, words))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage(problem)
        .matches(e -> ((CommandFailedException) e).isWrongCall());
  }
}
