package dev.skep.server.core.internal.seal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link BoxWriter} laid out. The box was opened before, so its content is this server's
 * own and a field that is missing is a bug. Not thread-safe.
 */
public final class BoxReader implements AutoCloseable {
  private final byte[] content;
  private final ByteBuffer left;

  /** Begins with an opened box, which is copied. */
  public BoxReader(SecretBytes box) {
    content = box.copy();
    left = ByteBuffer.wrap(content);
  }

  /** Whether a field is left. */
  public boolean hasMore() {
    return left.hasRemaining();
  }

  /** The next field, not secret. */
  public Bytes bytes() {
    byte[] field = next();
    return Bytes.of(field);
  }

  /** The next field as a text. */
  public String text() {
    return new String(next(), StandardCharsets.UTF_8);
  }

  /** The next field as a number. */
  public long number() {
    return ByteBuffer.wrap(next()).getLong();
  }

  /** The next field as a secret, which the caller closes. */
  public SecretBytes secret() {
    return SecretBytes.adopt(next());
  }

  private byte[] next() {
    byte[] field = new byte[left.getInt()];
    left.get(field);
    return field;
  }

  /** Erases the copy. */
  @Override
  public void close() {
    Arrays.fill(content, (byte) 0);
  }
}
