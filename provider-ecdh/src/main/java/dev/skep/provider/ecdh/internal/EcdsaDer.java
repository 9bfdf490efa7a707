package dev.skep.provider.ecdh.internal;

import dev.skep.api.der.DerReader;
import dev.skep.api.der.MalformedDerException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * The two encodings of an ECDSA signature: fixed-length r‖s (IEEE P1363), which SKEP has, and DER
 * (RFC 3279 section 2.2.3), which all engines speak. Does not check the range of r and s.
 */
final class EcdsaDer {
  private EcdsaDer() {}

  /**
   * Encodes r‖s as DER.
   *
   * @param fixed both numbers, each half of it
   */
  static byte[] encode(byte[] fixed) {
    int half = fixed.length / 2;
    byte[] r = new BigInteger(1, fixed, 0, half).toByteArray();
    byte[] s = new BigInteger(1, fixed, half, half).toByteArray();
    int content = 4 + r.length + s.length;
    int header = content < 0x80 ? 2 : 3;
    byte[] der = new byte[header + content];
    der[0] = DerReader.SEQUENCE;
    der[1] = (byte) (content < 0x80 ? content : 0x81);
    der[header - 1] = (byte) content;
    put(der, header, r);
    put(der, header + 2 + r.length, s);
    return der;
  }

  /**
   * Decodes DER, and only DER: each other encoding of the same numbers is refused.
   *
   * @param length of each number in the result
   * @return r‖s, or empty if it is not DER or a number is negative or too long
   */
  static Optional<byte[]> decode(byte[] der, int length) {
    byte[] fixed = new byte[2 * length];
    try {
      DerReader whole = new DerReader(der);
      DerReader numbers = whole.enter(DerReader.SEQUENCE);
      whole.end();
      boolean fits = take(numbers, fixed, 0, length) && take(numbers, fixed, length, length);
      numbers.end();
      return fits ? Optional.of(fixed) : Optional.empty();
    } catch (MalformedDerException e) {
      return Optional.empty();
    }
  }

  private static boolean take(DerReader numbers, byte[] to, int offset, int length)
      throws MalformedDerException {
    byte[] value = numbers.value(DerReader.INTEGER);
    if (value.length == 0 || value[0] < 0) {
      return false;
    }
    if (value.length > 1 && value[0] == 0 && value[1] >= 0) {
      return false;
    }
    byte[] magnitude = value[0] == 0 ? Arrays.copyOfRange(value, 1, value.length) : value;
    if (magnitude.length > length) {
      return false;
    }
    System.arraycopy(magnitude, 0, to, offset + length - magnitude.length, magnitude.length);
    return true;
  }

  private static void put(byte[] der, int offset, byte[] number) {
    der[offset] = DerReader.INTEGER;
    der[offset + 1] = (byte) number.length;
    System.arraycopy(number, 0, der, offset + 2, number.length);
  }
}
