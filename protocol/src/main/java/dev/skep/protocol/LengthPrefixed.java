package dev.skep.protocol;

import dev.skep.api.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * LP(x) of spec section 2: the length of x as four bytes, big endian, then x. What is joined this
 * way can be taken apart in one way only. Not thread-safe.
 */
public final class LengthPrefixed {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Begins with nothing. */
  public LengthPrefixed() {}

  /** Adds a value after its length. */
  public LengthPrefixed add(Bytes value) {
    out.writeBytes(ByteBuffer.allocate(4).putInt(value.length()).array());
    out.writeBytes(value.toArray());
    return this;
  }

  /** Adds an ASCII text after its length. */
  public LengthPrefixed add(String ascii) {
    return add(Bytes.of(ascii.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Adds eight bytes, big endian, without a length of their own. */
  public LengthPrefixed addSequence(long sequence) {
    out.writeBytes(ByteBuffer.allocate(8).putLong(sequence).array());
    return this;
  }

  /** All that was added. */
  public Bytes join() {
    return Bytes.of(out.toByteArray());
  }
}
