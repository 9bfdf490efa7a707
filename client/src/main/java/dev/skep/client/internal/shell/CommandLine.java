package dev.skep.client.internal.shell;

import dev.skep.client.internal.Printable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * One command for the process that {@code bin/skep} started: takes its words, the command first,
 * and gives the exit status. A type of Java itself, so that the launcher needs none of this bundle.
 */
@Component(service = ToIntFunction.class, property = "skep.command.line=true")
public final class CommandLine implements ToIntFunction<List<String>> {
  /** Configurations arrive, and elements with them, shortly after the bundles have started. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** For an element that is named: the longer part of the wait is one that a person knows of. */
  private static final Duration MORE_PATIENCE = Duration.ofSeconds(5);

  private final SkepCommands commands;

  /** Begins with the commands. */
  @Activate
  public CommandLine(@Reference SkepCommands commands) {
    this.commands = commands;
  }

  @Override
  public int applyAsInt(List<String> words) {
    Terminal terminal = Terminal.ofProcess();
    Optional<Command> command =
        Stream.of(Command.values()).filter(one -> one.text().equals(words.get(0))).findFirst();
    if (command.isEmpty()) {
      terminal.fail("there is no command " + words.get(0));
      return SkepCommands.WRONG_CALL;
    }
    List<String> arguments = words.subList(1, words.size());
    try {
      if (command.get() == Command.SE
          || command.get().arguments().contains(CommandOptions.ELEMENT)) {
        await(named(arguments), terminal);
      }
      return commands.run(command.get(), arguments, terminal);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return SkepCommands.FAILED;
    }
  }

  private static Optional<String> named(List<String> arguments) {
    int option = arguments.indexOf(CommandOptions.ELEMENT);
    return option < 0 || option + 1 >= arguments.size()
        ? Optional.empty()
        : Optional.of(arguments.get(option + 1));
  }

  private void await(Optional<String> element, Terminal terminal) throws InterruptedException {
    if (!commands.awaitElement(element, PATIENCE) && element.isPresent()) {
      terminal.fail(
          "security element "
              + Printable.of(element.get())
              + " is not here yet; insert the card within %d s"
                  .formatted(MORE_PATIENCE.toSeconds()));
      commands.awaitElement(element, MORE_PATIENCE);
    }
  }
}
