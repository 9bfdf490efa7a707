package dev.skep.protocol;

import dev.skep.api.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * LP(x) of spec section 2: the length of x as four bytes, big endian, then x. What is joined this
 * way can be taken apart in one way only. Not thread-safe.
 */
public final class LengthPrefixed {
  private final List<Bytes> parts = new ArrayList<>();

  /** Begins with nothing. */
  public LengthPrefixed() {}

  /** Adds a value after its length. */
  public LengthPrefixed add(Bytes value) {
    parts.add(Bytes.of(ByteBuffer.allocate(Integer.BYTES).putInt(value.length()).array()));
    parts.add(value);
    return this;
  }

  /** Adds an ASCII text after its length. */
  public LengthPrefixed add(String ascii) {
    return add(Bytes.of(ascii.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Adds eight bytes, big endian, without a length of their own. */
  public LengthPrefixed addSequence(long sequence) {
    parts.add(Bytes.of(ByteBuffer.allocate(Long.BYTES).putLong(sequence).array()));
    return this;
  }

  /** All that was added. */
  public Bytes join() {
    return Bytes.concat(parts.toArray(new Bytes[0]));
  }
}
