package dev.skep.protocol.provisioning;

import dev.skep.api.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The form of enrolment codes (spec rule N-1): twenty characters of Crockford's Base32 alphabet,
 * shown in four groups with dashes. The first group is the enrolment's id, which is no secret; the
 * other three are 75 random bits.
 */
public final class EnrollmentCode {
  /** How many characters the id has. */
  public static final int ID_LENGTH = 5;

  /** How many characters a code has, without dashes. */
  public static final int LENGTH = 20;

  private static final byte[] ALPHABET = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J',
    'K', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z'
  };

  private EnrollmentCode() {}

  /**
   * Makes a code.
   *
   * @return {@link #LENGTH} characters, ASCII, without dashes; the caller closes it
   */
  public static SecretBytes random(SecureRandom random) {
    byte[] code = new byte[LENGTH];
    random.nextBytes(code);
    for (int i = 0; i < LENGTH; i++) {
      code[i] = ALPHABET[code[i] & 0x1f];
    }
    return SecretBytes.adopt(code);
  }

  /**
   * Reads what a person typed: dashes and blanks are left out, small letters and the look-alikes I,
   * L and O are taken for what they stand for.
   *
   * @param typed any bytes; read, not kept
   * @return {@link #LENGTH} characters, which the caller closes; empty if it is no code
   */
  public static Optional<SecretBytes> normalize(SecretBytes typed) {
    byte[] code = new byte[LENGTH];
    int length =
        typed.use(
            bytes -> {
              int filled = 0;
              for (byte character : bytes) {
                if (character == '-' || character == ' ') {
                  continue;
                }
                byte digit = digit(character);
                if (digit == 0 || filled == LENGTH) {
                  return -1;
                }
                code[filled++] = digit;
              }
              return filled;
            });
    if (length != LENGTH) {
      Arrays.fill(code, (byte) 0);
      return Optional.empty();
    }
    return Optional.of(SecretBytes.adopt(code));
  }

  /** The id of a code that {@link #normalize} or {@link #random} gave. */
  public static String id(SecretBytes code) {
    return code.use(bytes -> new String(bytes, 0, ID_LENGTH, StandardCharsets.US_ASCII));
  }

  /**
   * A code as people read it, with dashes.
   *
   * @param code from {@link #random}; read, not kept
   * @return ASCII; the caller closes it
   * @throws IllegalArgumentException if it has another length, for example the dashes already
   */
  public static SecretBytes shown(SecretBytes code) {
    byte[] shown = new byte[LENGTH + 3];
    code.use(
        bytes -> {
          if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a code to be shown has 20 characters, no dashes");
          }
          int at = 0;
          for (int i = 0; i < LENGTH; i++) {
            if (i > 0 && i % ID_LENGTH == 0) {
              shown[at++] = '-';
            }
            shown[at++] = bytes[i];
          }
          return at;
        });
    return SecretBytes.adopt(shown);
  }

  private static byte digit(byte character) {
    byte upper = character >= 'a' && character <= 'z' ? (byte) (character - 'a' + 'A') : character;
    byte meant =
        switch (upper) {
          case 'I', 'L' -> '1';
          case 'O' -> '0';
          default -> upper;
        };
    for (byte digit : ALPHABET) {
      if (digit == meant) {
        return digit;
      }
    }
    return 0;
  }
}
