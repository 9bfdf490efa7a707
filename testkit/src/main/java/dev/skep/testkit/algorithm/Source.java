package dev.skep.testkit.algorithm;

import java.security.SecureRandom;
import java.util.Random;

/** Random numbers that are the same for the same seed, and counted. For tests only. */
final class Source extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final Random numbers;
  private int given;

  Source(long seed) {
    this.numbers = new Random(seed);
  }

  /** How many bytes were asked for. */
  int given() {
    return given;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    given += bytes.length;
    numbers.nextBytes(bytes);
  }
}
