package dev.skep.testkit.fuzz;

import dev.skep.api.Bytes;
import org.junit.jupiter.params.provider.Arguments;

/** Inputs to begin with, as method sources give them. */
public final class Seeds {
  private Seeds() {}

  /** An input as it is. */
  public static Arguments of(Bytes input) {
    return Arguments.of((Object) input.toArray());
  }

  /** An input whose first byte says what the rest is given to. */
  public static Arguments of(int selector, Bytes input) {
    return of(Bytes.concat(Bytes.of(new byte[] {(byte) selector}), input));
  }

  /**
   * What an input's first byte selects.
   *
   * @return from 0 to {@code choices - 1}, 0 for an empty input
   */
  public static int selector(byte[] input, int choices) {
    return input.length == 0 ? 0 : Byte.toUnsignedInt(input[0]) % choices;
  }

  /** The rest of an input, without its first byte. */
  public static Bytes rest(byte[] input) {
    return input.length == 0 ? Bytes.EMPTY : Bytes.of(input, 1, input.length - 1);
  }
}
