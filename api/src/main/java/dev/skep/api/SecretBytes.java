package dev.skep.api;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that must stay secret: zeroed on close, never printed, compared in constant time.
 *
 * <p>Not thread-safe: the one who closes it must be the last one who uses it. Deliberately without
 * {@code equals} and {@code hashCode}.
 */
public final class SecretBytes implements AutoCloseable {
  private byte @Nullable [] value;

  private SecretBytes(byte[] value) {
    this.value = value;
  }

  /** Work on the secret bytes that may throw {@code E}. */
  @FunctionalInterface
  public interface Use<T, E extends Exception> {
    /**
     * Reads the secret.
     *
     * @param secret the live bytes; must be neither changed nor kept
     */
    T apply(byte[] secret) throws E;
  }

  /**
   * Copies an array; the caller keeps and zeroes its own.
   *
   * @param value any length
   */
  public static SecretBytes copyOf(byte[] value) {
    return new SecretBytes(value.clone());
  }

  /**
   * Takes an array over without a copy; the caller must not touch it again.
   *
   * @param value any length; zeroed when this is closed
   */
  public static SecretBytes adopt(byte[] value) {
    return new SecretBytes(value);
  }

  /**
   * Fresh random bytes.
   *
   * @param length in bytes
   */
  public static SecretBytes random(int length, SecureRandom random) {
    byte[] value = new byte[length];
    random.nextBytes(value);
    return new SecretBytes(value);
  }

  /**
   * The number of bytes.
   *
   * @throws IllegalStateException if closed
   */
  public int length() {
    return open().length;
  }

  /**
   * A copy of the bytes, which the caller zeroes.
   *
   * @throws IllegalStateException if closed
   */
  public byte[] copy() {
    return open().clone();
  }

  /**
   * A part as a secret of its own, which the caller closes.
   *
   * @throws IllegalStateException if closed
   * @throws IndexOutOfBoundsException if the part is not inside
   */
  public SecretBytes slice(int offset, int length) {
    byte[] all = open();
    java.util.Objects.checkFromIndexSize(offset, length, all.length);
    return new SecretBytes(Arrays.copyOfRange(all, offset, offset + length));
  }

  /**
   * Lends the bytes for one computation.
   *
   * @throws IllegalStateException if closed
   */
  public <T, E extends Exception> T use(Use<T, E> use) throws E {
    return use.apply(open());
  }

  /**
   * Compares in time that depends only on the lengths.
   *
   * @throws IllegalStateException if either is closed
   */
  public boolean matches(SecretBytes other) {
    return MessageDigest.isEqual(open(), other.open());
  }

  /** Zeroes the bytes. May be called again. */
  @Override
  public void close() {
    byte[] bytes = value;
    if (bytes != null) {
      Arrays.fill(bytes, (byte) 0);
      value = null;
    }
  }

  /** Says how long the secret is and nothing else. */
  @Override
  public String toString() {
    byte[] bytes = value;
    return bytes == null ? "SecretBytes[closed]" : "SecretBytes[" + bytes.length + " bytes]";
  }

  private byte[] open() {
    byte[] bytes = value;
    if (bytes == null) {
      throw new IllegalStateException("this secret is closed");
    }
    return bytes;
  }
}
