package dev.skep.se.pcsc.applet;

/** What values of PINs and PUKs must look like (spec rule D-3). */
final class PinPolicy {
  /** The longest value. */
  static final short LONGEST = 64;

  private static final byte DIGITS = 1;
  private static final byte VISIBLE = 3;
  private static final byte SHORTEST = 4;
  private static final byte MOST_TRIES = 15;

  private PinPolicy() {}

  /** Whether four numbers are a policy. */
  static boolean isPolicy(short format, short shortest, short longest, short tries) {
    return format >= DIGITS
        && format <= VISIBLE
        && shortest >= SHORTEST
        && shortest <= longest
        && longest <= LONGEST
        && tries >= 1
        && tries <= MOST_TRIES;
  }

  /** Whether a value fits a policy: format, shortest and longest, one after the other. */
  static boolean allows(byte[] policy, short at, byte[] value, short offset, short length) {
    if (length < policy[(short) (at + 1)] || length > policy[(short) (at + 2)]) {
      return false;
    }
    boolean fits = true;
    for (short i = 0; i < length; i++) {
      fits &= isOfFormat(policy[at], value[(short) (offset + i)]);
    }
    return fits;
  }

  private static boolean isOfFormat(byte format, byte character) {
    if (format == VISIBLE) {
      return character >= '!' && character <= '~';
    }
    boolean digit = character >= '0' && character <= '9';
    if (format == DIGITS) {
      return digit;
    }
    return digit || character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
  }
}
