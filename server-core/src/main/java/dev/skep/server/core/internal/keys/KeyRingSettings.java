package dev.skep.server.core.internal.keys;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How {@link KeyRing} keeps keys.
 *
 * @param directory of the key files; made if absent. Servers that share it share the keys
 * @param passphraseFile what the files are encrypted under; made if absent while there is no key
 * @param rotateAfter at which age a key is followed by a new one
 * @param grace how long a key still opens what was sent for it once another has followed: at least
 *     the lifetime of an offer, plus two seconds for servers that share the directory
 * @param sizesBits key sizes by transport name, in bits; else the transport's own default
 */
public record KeyRingSettings(
    Path directory,
    Path passphraseFile,
    Duration rotateAfter,
    Duration grace,
    Map<String, Integer> sizesBits) {
  /** The usual age at which a key is followed by another. */
  public static final Duration DEFAULT_ROTATION = Duration.ofDays(90);

  /** Checks the spans and copies the map. */
  public KeyRingSettings {
    sizesBits = Map.copyOf(sizesBits);
    if (rotateAfter.isNegative() || rotateAfter.isZero()) {
      throw new IllegalArgumentException("keys are rotated after a positive time");
    }
    if (grace.isNegative() || grace.isZero()) {
      throw new IllegalArgumentException("the grace of a retired key is positive");
    }
  }
}
