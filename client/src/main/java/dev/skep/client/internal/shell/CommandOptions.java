package dev.skep.client.internal.shell;

import dev.skep.client.internal.Printable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of one call: names and values in turn, each name once.
 *
 * @param values by name, with the dashes
 */
record CommandOptions(Map<String, String> values) {
  static final String SERVER = "--server";
  static final String ELEMENT = "--se";
  static final String ATTESTATION = "--attestation";
  static final String CHAIN = "--chain";

  /** Copies the map. */
  CommandOptions {
    values = Map.copyOf(values);
  }

  /**
   * Reads the arguments.
   *
   * @throws CommandFailedException with the usage, if they are not the command's
   */
  static CommandOptions parse(Command command, List<String> arguments)
      throws CommandFailedException {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (!command.options().contains(name)) {
        throw wrong(command, "there is no option " + Printable.of(name));
      }
      if (i + 1 == arguments.size() || arguments.get(i + 1).startsWith("--")) {
        throw wrong(command, name + " needs a value");
      }
      if (values.put(name, arguments.get(i + 1)) != null) {
        throw wrong(command, name + " is given twice");
      }
    }
    return new CommandOptions(values);
  }

  /** A wrong call, with the right one. */
  static CommandFailedException wrong(Command command, String problem) {
    return new CommandFailedException(
        problem + System.lineSeparator() + "usage: " + command.usage());
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
