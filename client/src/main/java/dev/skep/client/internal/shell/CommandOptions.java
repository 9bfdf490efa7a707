package dev.skep.client.internal.shell;

import dev.skep.client.internal.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of one call, as its {@link CommandForm} has them.
 *
 * @param operands the values without an option
 * @param values by name, with the dashes; of a flag an empty text
 */
record CommandOptions(List<String> operands, Map<String, List<String>> values) {
  static final String SERVER = "--server";
  static final String ELEMENT = "--se";
  static final String ATTESTATION = "--attestation";
  static final String CHAIN = "--chain";
  static final String CODE = "--code";
  static final String DATA = "--data";
  static final String YES = "--yes";
  static final String KEY = "--key";
  static final String SECRET = "--secret";
  static final String PIN = "--pin";
  static final String IN = "--in";
  static final String OUT = "--out";
  static final String FORMAT = "--format";
  static final String PIN_FILE = "--pin-file";
  static final String PUK_FILE = "--puk-file";
  static final String NEW_PIN_FILE = "--new-pin-file";
  static final String CA = "--ca";
  static final String SPKI = "--spki";
  static final String CERTIFICATE = "--certificate";
  static final String PLAN = "--plan";
  static final String VALID_HOURS = "--valid-hours";
  static final String DEVICE = "--device";
  static final String ACCOUNT = "--account";
  static final String REASON = "--reason";

  /** Copies the parts. */
  CommandOptions {
    operands = List.copyOf(operands);
    values = Map.copyOf(values);
  }

  /**
   * Reads the arguments.
   *
   * @throws CommandFailedException for a wrong call, if they are not the command's
   */
  static CommandOptions parse(Command command, List<String> arguments)
      throws CommandFailedException {
    CommandForm form = CommandForm.of(command);
    List<String> operands = new ArrayList<>();
    Map<String, List<String>> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      CommandForm.Option option = form.options().get(name);
      if (option == null) {
        if (name.startsWith("--") || operands.size() == form.operands().size()) {
          throw CommandFailedException.wrongCall("there is no option " + Printable.of(name));
        }
        operands.add(name);
        continue;
      }
      if (option.valued() && (i + 1 == arguments.size() || arguments.get(i + 1).startsWith("--"))) {
        throw CommandFailedException.wrongCall(name + " needs a value");
      }
      List<String> given = values.computeIfAbsent(name, unused -> new ArrayList<>());
      if (!given.isEmpty() && !option.repeated()) {
        throw CommandFailedException.wrongCall(name + " is given twice");
      }
      given.add(option.valued() ? arguments.get(++i) : "");
    }
    requireAll(form, operands, values);
    return new CommandOptions(operands, values);
  }

  private static void requireAll(
      CommandForm form, List<String> operands, Map<String, List<String>> values)
      throws CommandFailedException {
    if (operands.size() < form.operands().size()) {
      throw CommandFailedException.wrongCall(form.operands().get(operands.size()) + " is missing");
    }
    for (Map.Entry<String, CommandForm.Option> option : form.options().entrySet()) {
      if (option.getValue().needed() && !values.containsKey(option.getKey())) {
        throw CommandFailedException.wrongCall(option.getKey() + " is missing");
      }
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<String> get(String name) {
    return all(name).stream().findFirst();
  }

  /** The values of an option that may be given more than once. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /**
   * The value of an option that the command's form says is needed.
   *
   * @throws IllegalArgumentException if the form does not
   */
  String need(String name) {
    return get(name)
        .orElseThrow(() -> new IllegalArgumentException(name + " is not needed by the form"));
  }
}
