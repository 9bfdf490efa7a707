package dev.skep.provider.rsa.internal;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.spec.RSAPrivateCrtKeySpec;

/**
 * Whether the parts of an RSA private key belong together (RFC 8017 section 3.2, FIPS 186-5
 * appendix A.1.1). A key with one wrong CRT part would sign or decrypt wrongly in a way that gives
 * away its primes.
 *
 * <p>Messages name the part, never its value. The arithmetic is not constant-time: it runs on the
 * key's owner's machine, once for each import.
 */
final class PrivateKeyChecks {
  private PrivateKeyChecks() {}

  static void check(RSAPrivateCrtKeySpec key) throws InvalidKeyException {
    BigInteger p = key.getPrimeP();
    BigInteger q = key.getPrimeQ();
    int bits = key.getModulus().bitLength();
    require(p.multiply(q).equals(key.getModulus()), "the modulus is not p times q");
    require(
        Math.abs(p.bitLength() - q.bitLength()) <= 1
            && p.subtract(q).abs().bitLength() > bits / 2 - 100,
        "p and q are of unequal size or too close together");
    checkExponent(key, p, key.getPrimeExponentP(), "p");
    checkExponent(key, q, key.getPrimeExponentQ(), "q");
    require(key.getPrivateExponent().compareTo(key.getModulus()) < 0, "d is not below n");
    require(
        key.getCrtCoefficient().compareTo(p) < 0
            && key.getCrtCoefficient().multiply(q).mod(p).equals(BigInteger.ONE),
        "the CRT coefficient is not the inverse of q modulo p");
    require(passesFermat(p) && passesFermat(q), "p or q is not prime");
  }

  private static void checkExponent(
      RSAPrivateCrtKeySpec key, BigInteger prime, BigInteger exponent, String name)
      throws InvalidKeyException {
    BigInteger order = prime.subtract(BigInteger.ONE);
    require(order.signum() > 0, name + " is 1");
    require(
        key.getPrivateExponent().mod(order).equals(exponent),
        "the CRT exponent of " + name + " is not d modulo " + name + " - 1");
    require(
        exponent.multiply(key.getPublicExponent()).mod(order).equals(BigInteger.ONE.mod(order)),
        "d is not the inverse of e modulo " + name + " - 1");
  }

  /**
   * To base 2: no accident passes it. A crafted composite could, but whoever gives a private key to
   * its owner knows it anyway; and a full test takes ten times as long.
   */
  private static boolean passesFermat(BigInteger prime) {
    return BigInteger.TWO.modPow(prime.subtract(BigInteger.ONE), prime).equals(BigInteger.ONE);
  }

  private static void require(boolean good, String otherwise) throws InvalidKeyException {
    ModulusChecks.require(good, otherwise);
  }
}
