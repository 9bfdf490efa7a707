package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.Transcript;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A random generator under a continuous test (SP 800-90B section 4.4): output of {@link
 * #SHORTEST_TESTED} bytes or more that is all zero or begins as the output before it, or a repeated
 * K or nonce, fails it for good. Thread-safe.
 *
 * <p>It finds a generator that is stuck or runs in a short circle, not one that is predictable.
 */
public final class HealthTestedRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;
  private static final int SHORTEST_TESTED = 12;
  private static final int REMEMBERED = 4096;

  private final transient SecureRandom source;
  private final transient Set<Bytes> digests = new LinkedHashSet<>();
  private transient Bytes previous = Bytes.EMPTY;
  private transient volatile @Nullable String failure;

  /** A test around a generator. */
  public HealthTestedRandom(SecureRandom source) {
    this.source = source;
  }

  /** A generator as it is if it is under test already, otherwise under test. */
  public static HealthTestedRandom over(SecureRandom source) {
    return source instanceof HealthTestedRandom tested ? tested : new HealthTestedRandom(source);
  }

  /**
   * Fills an array.
   *
   * @throws IllegalStateException if the generator failed, now or before; the array is then zeroed
   */
  @Override
  public void nextBytes(byte[] bytes) {
    source.nextBytes(bytes);
    if (bytes.length >= SHORTEST_TESTED) {
      test(bytes);
    }
    if (failure != null) {
      Arrays.fill(bytes, (byte) 0);
      throw failed();
    }
  }

  private synchronized void test(byte[] bytes) {
    boolean zero = true;
    for (byte b : bytes) {
      zero &= b == 0;
    }
    // The beginnings are compared, for lengths differ; as digests, for the output can be a key.
    Bytes digest = Transcript.digest("SHA-256", Bytes.of(bytes, 0, SHORTEST_TESTED));
    if (zero) {
      failure = "gave zeros only";
    } else if (digest.equals(previous)) {
      failure = "gave the same output twice in a row";
    }
    previous = digest;
  }

  /**
   * Notes a value that must never come again, as far back as the last {@link #REMEMBERED} ones.
   *
   * @param name for the message
   * @param value read; only its hash is kept
   * @throws IllegalStateException if it came before, or the generator failed before
   */
  void mustBeNew(String name, SecretBytes value) {
    Bytes digest = value.use(bytes -> Transcript.digest("SHA-256", Bytes.of(bytes)));
    synchronized (this) {
      if (!digests.add(digest)) {
        failure = "led to the same " + name + " twice";
      }
      if (digests.size() > REMEMBERED) {
        digests.remove(digests.iterator().next());
      }
    }
    if (failure != null) {
      throw failed();
    }
  }

  /** What failed, or null. */
  @Nullable String failure() {
    return failure;
  }

  private IllegalStateException failed() {
    return new IllegalStateException("the random generator " + failure);
  }
}
