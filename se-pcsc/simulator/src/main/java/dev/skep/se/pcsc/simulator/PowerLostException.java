package dev.skep.se.pcsc.simulator;

/**
 * The card lost its power while it worked on a command: there is no answer, an open transaction was
 * rolled back, transient memory is gone. The card works again with the next command.
 */
public final class PowerLostException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PowerLostException(int write) {
    super("power was cut at persistent write " + write);
  }
}
