package dev.skep.provider.pqc.internal;

import dev.skep.api.Bytes;
import java.security.SecureRandom;

/** Gives the bytes of a vector in order, and no more. */
final class FixedRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final transient byte[] given;
  private int position;

  FixedRandom(Bytes given) {
    this.given = given.toArray();
  }

  @Override
  public void nextBytes(byte[] bytes) {
    System.arraycopy(given, position, bytes, 0, bytes.length);
    position += bytes.length;
  }
}
