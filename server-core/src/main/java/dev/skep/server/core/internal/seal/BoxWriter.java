package dev.skep.server.core.internal.seal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lays out what goes into a box: fields one after another, each after its length. Unlike a general
 * encoder it leaves no copy of a secret behind. Not thread-safe.
 */
public final class BoxWriter implements AutoCloseable {
  private final List<byte[]> fields = new ArrayList<>();

  /** Begins an empty layout. */
  public BoxWriter() {}

  /** Adds a field that is not secret. */
  public BoxWriter add(Bytes field) {
    fields.add(field.toArray());
    return this;
  }

  /** Adds a text. */
  public BoxWriter add(String field) {
    fields.add(field.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Adds a number. */
  public BoxWriter add(long field) {
    fields.add(ByteBuffer.allocate(Long.BYTES).putLong(field).array());
    return this;
  }

  /** Adds a secret; it is copied, the caller keeps its own. */
  public BoxWriter add(SecretBytes field) {
    fields.add(field.copy());
    return this;
  }

  /** All fields; the caller closes it. */
  public SecretBytes join() {
    int length = fields.stream().mapToInt(field -> Integer.BYTES + field.length).sum();
    ByteBuffer joined = ByteBuffer.allocate(length);
    fields.forEach(field -> joined.putInt(field.length).put(field));
    return SecretBytes.adopt(joined.array());
  }

  /** Erases the copies. */
  @Override
  public void close() {
    fields.forEach(field -> Arrays.fill(field, (byte) 0));
  }
}
