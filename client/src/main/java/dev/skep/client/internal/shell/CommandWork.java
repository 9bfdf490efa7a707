package dev.skep.client.internal.shell;

/** What a command does. */
@FunctionalInterface
interface CommandWork {
  /**
   * Does it.
   *
   * @throws CommandFailedException if it cannot be done
   */
  void run(CommandOptions options, Terminal terminal) throws CommandFailedException;
}
