package dev.skep.client.internal.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a usage says, so that the one that people read is the one that holds: {@code NAME --option
 * VALUE [--optional VALUE] [--repeated VALUE]... [--flag] (--either VALUE | --or VALUE)}.
 *
 * @param operands the names of the values without an option; all are needed
 * @param options by name, with the dashes
 */
record CommandForm(List<String> operands, Map<String, Option> options) {
  private static final String REPEATED = "...";

  /**
   * One option.
   *
   * @param needed whether it must be given
   * @param repeated whether it may be given more than once
   * @param valued whether a value follows
   */
  record Option(boolean needed, boolean repeated, boolean valued) {}

  /** Copies the parts. */
  CommandForm {
    operands = List.copyOf(operands);
    options = Map.copyOf(options);
  }

  static CommandForm of(Command command) {
    List<String> operands = new ArrayList<>();
    Map<String, Option> options = new HashMap<>();
    String name = "";
    boolean optional = false;
    for (String word : command.arguments().split(" (?:\\| )?")) {
      optional |= word.startsWith("[") || word.startsWith("(");
      String part = word.replaceAll("[\\[\\]().]", "");
      if (part.startsWith("--")) {
        name = part;
        options.put(name, new Option(!optional, false, false));
      } else if (!name.isEmpty()) {
        options.put(name, new Option(!optional, word.endsWith(REPEATED), true));
        name = "";
      } else if (!part.isEmpty()) {
        operands.add(part);
      }
      if (word.contains("]") || word.contains(")")) {
        optional = false;
        name = "";
      }
    }
    return new CommandForm(operands, options);
  }
}
