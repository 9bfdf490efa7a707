package dev.skep.protocol.cbor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Checks that bytes are one data item of the profile in its only encoding, before a decoder sees
 * them (spec rules M-1 to M-9). One pass, no allocation that depends on a claimed length.
 */
final class DeterminismCheck {
  private static final int UNSIGNED = 0;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int TAG = 6;

  private final byte[] input;
  private final int maximumDepth;
  private int position;

  private DeterminismCheck(byte[] input, int maximumDepth) {
    this.input = input;
    this.maximumDepth = maximumDepth;
  }

  static void check(byte[] input, CborLimits limits) throws MalformedMessageException {
    if (input.length > limits.maximumBytes()) {
      throw new MalformedMessageException(
          "M-2", input.length + " bytes are more than " + limits.maximumBytes());
    }
    DeterminismCheck check = new DeterminismCheck(input, limits.maximumDepth());
    check.item(0);
    if (check.position != input.length) {
      throw new MalformedMessageException("M-9", "bytes follow the item");
    }
  }

  private void item(int depth) throws MalformedMessageException {
    int initial = next();
    int major = initial >> 5;
    if (major == TAG) {
      throw new MalformedMessageException("M-7", "tag");
    }
    if (major != UNSIGNED && (major < BYTES || major > MAP)) {
      throw new MalformedMessageException("M-7", "negative number, float or simple value");
    }
    long argument = argument(initial & 0x1f);
    switch (major) {
      case BYTES -> skip(argument);
      case TEXT -> text(argument);
      case ARRAY -> array(argument, depth + 1);
      case MAP -> map(argument, depth + 1);
      default -> {} // an unsigned integer is its argument
    }
  }

  private void array(long count, int depth) throws MalformedMessageException {
    enter(count, depth);
    for (long i = 0; i < count; i++) {
      item(depth);
    }
  }

  private void map(long count, int depth) throws MalformedMessageException {
    enter(count, depth);
    long previous = -1;
    for (long i = 0; i < count; i++) {
      int initial = next();
      if (initial >> 5 != UNSIGNED) {
        throw new MalformedMessageException("M-5", "a map key is no unsigned integer");
      }
      long key = argument(initial & 0x1f);
      if (key <= previous) {
        throw new MalformedMessageException("M-6", "map keys repeat or are out of order");
      }
      previous = key;
      item(depth);
    }
  }

  private void enter(long count, int depth) throws MalformedMessageException {
    if (depth > maximumDepth) {
      throw new MalformedMessageException("M-3", "nested deeper than " + maximumDepth);
    }
    if (count > input.length - position) {
      throw new MalformedMessageException("M-4", "more elements than bytes left");
    }
  }

  private void text(long length) throws MalformedMessageException {
    int start = position;
    skip(length);
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(input, start, (int) length));
    } catch (CharacterCodingException e) {
      throw new MalformedMessageException("M-8", "a text string is not UTF-8");
    }
  }

  private void skip(long length) throws MalformedMessageException {
    if (length > input.length - position) {
      throw new MalformedMessageException("M-4", "a length is more than the bytes left");
    }
    position += (int) length;
  }

  /** Reads the argument of a head in its shortest form; values over 2^63 - 1 are refused. */
  private long argument(int information) throws MalformedMessageException {
    if (information < 24) {
      return information;
    }
    if (information > 27) {
      throw new MalformedMessageException("M-1", "indefinite or reserved length");
    }
    int bytes = 1 << (information - 24);
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | next();
    }
    long shortest = bytes == 1 ? 24 : 1L << (4 * bytes);
    if (value < 0) {
      throw new MalformedMessageException("M-4", "a number over 2^63 - 1");
    }
    if (value < shortest) {
      throw new MalformedMessageException("M-1", "a number is not in its shortest form");
    }
    return value;
  }

  private int next() throws MalformedMessageException {
    if (position >= input.length) {
      throw new MalformedMessageException("M-4", "the message ends early");
    }
    return input[position++] & 0xff;
  }
}
