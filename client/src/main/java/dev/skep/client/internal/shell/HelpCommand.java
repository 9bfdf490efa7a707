package dev.skep.client.internal.shell;

/** {@code skep:help}: all commands with examples. */
final class HelpCommand {
  private HelpCommand() {}

  static void print(Terminal terminal) {
    Table table = new Table(2);
    for (Command command : Command.values()) {
      table.row(usage(command, terminal), command.summary());
    }
    table.print(terminal.out());
    terminal.out().println("examples:");
    for (Command command : Command.values()) {
      terminal
          .out()
          .println("  " + (terminal.call(command) + " " + command.example()).stripTrailing());
    }
  }

  static String usage(Command command, Terminal terminal) {
    return (terminal.call(command) + " " + command.arguments()).stripTrailing();
  }
}
