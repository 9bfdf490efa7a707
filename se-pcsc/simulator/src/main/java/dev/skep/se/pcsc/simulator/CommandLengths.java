package dev.skep.se.pcsc.simulator;

import java.util.Arrays;

/** Lengths in commands that jcardsim takes otherwise than cards do. */
final class CommandLengths {
  private static final int MAX_LE = 32767;

  private CommandLengths() {}

  /**
   * A copy where an extended Le of {@code 0000} is 32767, which is what {@code setOutgoing} of a
   * card makes of it, jcardsim's 0; and where a short command with 255 bytes has no Le, which fails
   * there.
   */
  static byte[] forJcardsim(byte[] command) {
    int length = command.length;
    boolean extended = length >= 7 && command[4] == 0;
    if (!extended) {
      boolean full = length == 5 + 255 + 1 && command[4] == (byte) 255;
      return full ? Arrays.copyOf(command, length - 1) : command.clone();
    }
    int lc = ((command[5] & 0xFF) << 8) | (command[6] & 0xFF);
    boolean withLe = length == 7 || length == 7 + lc + 2;
    byte[] result = command.clone();
    if (withLe && result[length - 2] == 0 && result[length - 1] == 0) {
      result[length - 2] = (byte) (MAX_LE >> 8);
      result[length - 1] = (byte) MAX_LE;
    }
    return result;
  }
}
