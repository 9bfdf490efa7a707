package dev.skep.se.pcsc.simulator;

/** Which command a fault is for. */
public sealed interface Trigger {
  /** The n-th command from now, 1 being the next one. */
  static Trigger command(int n) {
    return new Count(n);
  }

  /** The next command with this instruction byte. */
  static Trigger instruction(int ins) {
    return new Instruction((byte) ins);
  }

  /**
   * By number.
   *
   * @param n from 1
   */
  record Count(int n) implements Trigger {}

  /** By instruction byte. */
  record Instruction(byte ins) implements Trigger {}
}
