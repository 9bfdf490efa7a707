package dev.skep.api.provisioning;

import dev.skep.api.SecretBytes;

/**
 * What a PIN or PUK must look like and how often it may be wrong (spec rule D-3).
 *
 * @param format which characters
 * @param minimumLength in characters, 4 to 64
 * @param maximumLength in characters, from the minimum to 64
 * @param tries how many wrong ones in a row block it, 1 to 15
 */
public record PinPolicy(PinFormat format, int minimumLength, int maximumLength, int tries) {
  /** The shortest and the longest value that any policy allows, in characters. */
  public static final int SHORTEST = 4;

  /** See {@link #SHORTEST}. */
  public static final int LONGEST = 64;

  /** The highest number of tries. */
  public static final int MOST_TRIES = 15;

  /** Checks the ranges. */
  public PinPolicy {
    if (minimumLength < SHORTEST || maximumLength > LONGEST || minimumLength > maximumLength) {
      throw new IllegalArgumentException("a length is from " + SHORTEST + " to " + LONGEST);
    }
    if (tries < 1 || tries > MOST_TRIES) {
      throw new IllegalArgumentException("tries are from 1 to " + MOST_TRIES);
    }
  }

  /**
   * Whether a value fits. The time depends on its length only.
   *
   * @param value read, not kept
   */
  public boolean allows(SecretBytes value) {
    if (value.length() < minimumLength || value.length() > maximumLength) {
      return false;
    }
    return value.use(
        bytes -> {
          boolean fits = true;
          for (byte character : bytes) {
            fits &= format.allows(character);
          }
          return fits;
        });
  }
}
