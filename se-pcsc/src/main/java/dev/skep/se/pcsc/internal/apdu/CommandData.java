package dev.skep.se.pcsc.internal.apdu;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The data of a command, put together field by field; can hold a PIN, so it is zeroed on close. Not
 * thread-safe.
 */
public final class CommandData implements AutoCloseable {
  /** The most that fits into one command. */
  public static final int MAXIMUM = 65_535;

  private static final int CLASS = 0x80;
  private static final int HEADER = 7;

  private byte[] buffer = new byte[256];
  private int length;

  /** Adds bytes as they are. */
  public CommandData add(Bytes value) {
    return add(value.toArray(), 0, value.length());
  }

  /** Adds a number of one or two bytes. */
  public CommandData number(int value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      add(new byte[] {(byte) (value >> shift)}, 0, 1);
    }
    return this;
  }

  /** LP2(x). */
  public CommandData lp2(Bytes value) {
    return number(value.length(), 2).add(value);
  }

  /** LP1(x) of a text of up to 255 bytes of UTF-8. */
  public CommandData lp1(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return number(utf8.length, 1).add(utf8, 0, utf8.length);
  }

  /** LP1(x) of a secret of up to 255 bytes; read, not kept, and copied in here only. */
  public CommandData lp1(SecretBytes secret) {
    return secret.use(value -> number(value.length, 1).add(value, 0, value.length));
  }

  private CommandData add(byte[] value, int offset, int count) {
    if (length + count > MAXIMUM) {
      throw new IllegalArgumentException("a command has up to " + MAXIMUM + " bytes of data");
    }
    if (length + count > buffer.length) {
      byte[] larger = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + count));
      Arrays.fill(buffer, (byte) 0);
      buffer = larger;
    }
    System.arraycopy(value, offset, buffer, length, count);
    length += count;
    return this;
  }

  /** How many bytes there are. */
  public int length() {
    return length;
  }

  /**
   * The command in extended form that asks for all of the answer; the caller zeroes it.
   *
   * @param p1 0 to 255
   * @param p2 0 to 255
   */
  public byte[] toCommand(Instruction instruction, int p1, int p2) {
    byte[] command = new byte[length == 0 ? HEADER : HEADER + length + 2];
    command[0] = (byte) CLASS;
    command[1] = (byte) instruction.code();
    command[2] = (byte) p1;
    command[3] = (byte) p2;
    if (length > 0) {
      command[5] = (byte) (length >> 8);
      command[6] = (byte) length;
      System.arraycopy(buffer, 0, command, HEADER, length);
    }
    return command;
  }

  @Override
  public void close() {
    Arrays.fill(buffer, (byte) 0);
    length = 0;
  }
}
