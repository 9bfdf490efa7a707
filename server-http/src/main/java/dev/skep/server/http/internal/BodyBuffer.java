package dev.skep.server.http.internal;

import dev.skep.api.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Collects a body up to a limit. Grows with what has come, not with what was announced, so that an
 * announcement costs no memory. Not thread-safe.
 */
final class BodyBuffer {
  private static final int FIRST_BYTES = 1024;

  private final int maxBytes;
  private byte[] buffer;
  private int length;

  /**
   * An empty buffer.
   *
   * @param maxBytes the most that it ever holds
   */
  BodyBuffer(int maxBytes) {
    this.maxBytes = maxBytes;
    this.buffer = new byte[Math.min(FIRST_BYTES, maxBytes)];
  }

  /**
   * Reads once.
   *
   * @param input ready to be read
   * @return false if there is more than the limit
   * @throws IOException if the input fails
   */
  boolean readOnce(InputStream input) throws IOException {
    if (length == maxBytes) {
      return input.read() < 0;
    }
    if (length == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * length, maxBytes));
    }
    length += Math.max(0, input.read(buffer, length, buffer.length - length));
    return true;
  }

  /** Whether nothing has come yet. */
  boolean isEmpty() {
    return length == 0;
  }

  /** A copy of what has come. */
  Bytes toBytes() {
    return Bytes.of(buffer, 0, length);
  }
}
