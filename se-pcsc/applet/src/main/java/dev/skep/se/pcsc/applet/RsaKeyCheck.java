package dev.skep.se.pcsc.applet;

/** What a card can check of somebody else's RSA key in fair time (spec rule Y-1). */
final class RsaKeyCheck {
  /**
   * Each below 2048, so that sixteen times a remainder is a short. Together all odd primes below
   * 168.
   */
  private static final short[] PRODUCTS = {
    3 * 5 * 7 * 11,
    13 * 157,
    17 * 113,
    19 * 107,
    23 * 89,
    29 * 67,
    31 * 61,
    37 * 53,
    41 * 47,
    43,
    59,
    71,
    73,
    79,
    83,
    97,
    101,
    103,
    109,
    127,
    131,
    137,
    139,
    149,
    151,
    163,
    167
  };

  private static final short[] PRIMES = {
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167
  };

  private RsaKeyCheck() {}

  /**
   * Whether a key that was read has a fit length, an odd modulus without a small factor, a fit
   * exponent.
   */
  static boolean isFit(Spki key, byte[] buffer) {
    short modulus = key.modulus();
    short length = key.modulusLength();
    if (length < 256 || length % 32 != 0 || buffer[modulus] >= 0) {
      return false;
    }
    return (buffer[(short) (modulus + length - 1)] & 1) == 1
        && isExponent(buffer, key.exponent(), key.exponentLength())
        && !hasSmallFactor(buffer, modulus, length);
  }

  /** Odd, from 65537 on, of at most 33 bits. */
  private static boolean isExponent(byte[] buffer, short offset, short length) {
    if ((buffer[(short) (offset + length - 1)] & 1) == 0 || length > 5) {
      return false;
    }
    return length == 5 ? buffer[offset] == 1 : length >= 3;
  }

  private static boolean hasSmallFactor(byte[] buffer, short offset, short length) {
    for (short i = 0; i < (short) PRODUCTS.length; i++) {
      short product = PRODUCTS[i];
      short remainder = 0;
      for (short j = 0; j < length; j++) {
        byte next = buffer[(short) (offset + j)];
        remainder = (short) ((short) (remainder * 16 + ((next >> 4) & 15)) % product);
        remainder = (short) ((short) (remainder * 16 + (next & 15)) % product);
      }
      if (dividesBoth(remainder, product)) {
        return true;
      }
    }
    return false;
  }

  private static boolean dividesBoth(short remainder, short product) {
    for (short i = 0; i < (short) PRIMES.length; i++) {
      if (product % PRIMES[i] == 0 && remainder % PRIMES[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
