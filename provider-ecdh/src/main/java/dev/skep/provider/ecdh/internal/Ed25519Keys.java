package dev.skep.provider.ecdh.internal;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Ed25519 keys: compressed points (RFC 8032 section 5.1.2), y little-endian with the sign of x in
 * the top bit. Refused are encodings with y from 2^255 - 19, values that are no point, and points
 * of small order, under which a signature would fit many messages.
 */
final class Ed25519Keys extends Curve25519 {
  static final Ed25519Keys ED25519 = new Ed25519Keys();

  private static final BigInteger D =
      new BigInteger("52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3", 16);
  private static final BigInteger HALF = PRIME.shiftRight(1);

  /** The y of the points of order 1, 2, 4 and 8. */
  private static final List<byte[]> SMALL_ORDER =
      List.of(
          hex("0000000000000000000000000000000000000000000000000000000000000000"),
          hex("0100000000000000000000000000000000000000000000000000000000000000"),
          hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
          hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
          hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"));

  private Ed25519Keys() {
    super("Ed25519", NamedParameterSpec.ED25519, "70");
  }

  @Override
  void checkValue(byte[] point) throws InvalidKeyException {
    byte[] y = withoutSign(point);
    if (!isReduced(y)) {
      throw new InvalidKeyException("Ed25519 public key: not the canonical encoding");
    }
    if (isSmallOrder(y)) {
      throw new InvalidKeyException("Ed25519 public key: a point of small order");
    }
    if (!isOnCurve(y)) {
      throw new InvalidKeyException("Ed25519 public key: the point is not on the curve");
    }
  }

  /**
   * Whether an encoded point is canonical and not of small order. It is not decompressed: whether
   * it is on the curve is for the verification equation to say.
   *
   * @param point {@link #BYTES} long
   */
  static boolean isAcceptableCommitment(byte[] point) {
    byte[] y = withoutSign(point);
    return isReduced(y) && !isSmallOrder(y);
  }

  private static boolean isSmallOrder(byte[] y) {
    return SMALL_ORDER.stream().anyMatch(point -> Arrays.equals(point, y));
  }

  /** Whether x² = (y² - 1) / (d·y² + 1) has a solution: whether the product is a square (Euler). */
  private static boolean isOnCurve(byte[] y) {
    byte[] bigEndian = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bigEndian[i] = y[BYTES - 1 - i];
    }
    BigInteger square = new BigInteger(1, bigEndian).pow(2).mod(PRIME);
    BigInteger above = square.subtract(BigInteger.ONE);
    BigInteger below = square.multiply(D).add(BigInteger.ONE);
    return above.multiply(below).mod(PRIME).modPow(HALF, PRIME).equals(BigInteger.ONE);
  }

  private static byte[] withoutSign(byte[] point) {
    byte[] y = point.clone();
    y[BYTES - 1] &= 0x7f;
    return y;
  }
}
