package dev.skep.server.core.internal.enrollment;

import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.PinFormat;
import dev.skep.server.core.internal.plan.Plan.Preset;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Draws PINs and PUKs: each allowed value is as likely as any other. Not allowed are values that
 * people try first. Beside digits only characters are drawn that cannot be mistaken for others.
 */
final class PresetValues {
  private static final byte[] DIGITS = "0123456789".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LEGIBLE =
      "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
          .getBytes(StandardCharsets.US_ASCII);
  private static final int DIGIT_COUNT = 10;

  private final SecureRandom random;

  PresetValues(SecureRandom random) {
    this.random = random;
  }

  /**
   * Draws a value.
   *
   * @return ASCII; the caller closes it
   */
  SecretBytes draw(Preset form) {
    byte[] alphabet = form.format() == PinFormat.NUMERIC ? DIGITS : LEGIBLE;
    byte[] value = new byte[form.length()];
    do {
      for (int i = 0; i < value.length; i++) {
        value[i] = alphabet[random.nextInt(alphabet.length)]; // rejects, so no value is favoured
      }
    } while (isTrivial(value));
    try {
      return SecretBytes.copyOf(value);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  /** Whether it counts up or down, or repeats its first half or less: 123456, 000000, 121212. */
  static boolean isTrivial(byte[] value) {
    for (int step = -1; step <= 1; step++) {
      if (counts(value, step)) {
        return true;
      }
    }
    for (int period = 1; period <= value.length / 2; period++) {
      if (repeats(value, period)) {
        return true;
      }
    }
    return false;
  }

  private static boolean counts(byte[] value, int step) {
    for (int i = 1; i < value.length; i++) {
      int difference = value[i] - value[i - 1];
      boolean wraps = isDigit(value[i]) && isDigit(value[i - 1]);
      boolean follows =
          wraps ? Math.floorMod(difference - step, DIGIT_COUNT) == 0 : difference == step;
      if (!follows) {
        return false;
      }
    }
    return true;
  }

  private static boolean repeats(byte[] value, int period) {
    for (int i = period; i < value.length; i++) {
      if (value[i] != value[i - period]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
