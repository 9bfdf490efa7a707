package dev.skep.provider.rsa.internal;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What can be told of an RSA public key without its private half (SP 800-89 section 5.3.3, FIPS
 * 186-5 appendix A.1.1; attack 34).
 */
final class ModulusChecks {
  static final int MIN_BITS = 2048;
  static final int MAX_BITS = 8192;

  /** The bound of SP 800-89: no prime factor below 752. */
  private static final int TRIAL_DIVISION_BOUND = 752;

  /** Keys of the ROCA kind are powers of 65537 modulo each prime up to this one, at least. */
  private static final int ROCA_BOUND = 167;

  private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65537);

  /**
   * FIPS 186-5 allows 256 bits, but the engines differ: the JDK takes 64 bits where the modulus is
   * over 3072 bits, those made of BoringSSL 33. One bound that all share keeps a key from being
   * good or bad by configuration, and keeps a verification from costing as much as a signature.
   */
  private static final int MAX_EXPONENT_BITS = 33;

  private static final List<PrimeGroup> GROUPS = groups();

  /** Odd primes whose product fits into a long: one long division serves them all. */
  private record PrimeGroup(BigInteger product, List<SmallPrime> primes) {}

  /** A prime and, up to the ROCA bound, the powers of 65537 modulo it. */
  private record SmallPrime(int value, BitSet rocaResidues) {
    boolean fitsRoca(int residue) {
      return value > ROCA_BOUND || rocaResidues.get(residue);
    }
  }

  private ModulusChecks() {}

  /**
   * The checks that cost microseconds: sizes, parity, small factors, the ROCA fingerprint.
   *
   * @throws InvalidKeyException saying which one failed
   */
  static void checkShape(BigInteger modulus, BigInteger exponent) throws InvalidKeyException {
    int bits = modulus.bitLength();
    require(
        bits >= MIN_BITS && bits <= MAX_BITS,
        "the modulus has " + bits + " bits, not " + MIN_BITS + " to " + MAX_BITS);
    require(modulus.testBit(0), "the modulus is even");
    require(exponent.testBit(0), "the public exponent is even");
    require(exponent.compareTo(MIN_EXPONENT) >= 0, "the public exponent is less than 65537");
    require(
        exponent.bitLength() <= MAX_EXPONENT_BITS,
        "the public exponent has more than " + MAX_EXPONENT_BITS + " bits");
    boolean fitsRoca = true;
    for (PrimeGroup group : GROUPS) {
      long residue = modulus.mod(group.product()).longValue();
      for (SmallPrime prime : group.primes()) {
        int remainder = (int) (residue % prime.value());
        require(remainder != 0, "the modulus has the factor " + prime.value());
        fitsRoca &= prime.fitsRoca(remainder);
      }
    }
    // Chance makes fewer than one honest key in 2^27 fit (Nemec et al., CVE-2017-15361).
    require(!fitsRoca, "the modulus has the fingerprint of the ROCA weakness (CVE-2017-15361)");
  }

  /**
   * Refuses a modulus that is a prime or a power of one (p = q), at the cost of one full
   * exponentiation: milliseconds.
   *
   * <p>For a prime p with n = p^k, p - 1 divides n - 1, so by Fermat p divides 2^(n-1) - 1: none
   * escapes. For two different large primes this happens with negligible chance. No random base is
   * needed, since one who crafts a modulus against base 2 only gets it refused.
   */
  static void checkComposite(BigInteger modulus) throws InvalidKeyException {
    BigInteger power = BigInteger.TWO.modPow(modulus.subtract(BigInteger.ONE), modulus);
    require(
        power.subtract(BigInteger.ONE).gcd(modulus).equals(BigInteger.ONE),
        "the modulus is a prime or the power of a prime");
  }

  static void require(boolean good, String otherwise) throws InvalidKeyException {
    if (!good) {
      throw new InvalidKeyException("the RSA key is refused: " + otherwise);
    }
  }

  private static List<PrimeGroup> groups() {
    List<PrimeGroup> groups = new ArrayList<>();
    BigInteger product = BigInteger.ONE;
    List<SmallPrime> primes = new ArrayList<>();
    for (int p = 3; p < TRIAL_DIVISION_BOUND; p += 2) {
      BigInteger prime = BigInteger.valueOf(p);
      if (!prime.isProbablePrime(50)) {
        continue;
      }
      if (product.multiply(prime).bitLength() > 63) {
        groups.add(new PrimeGroup(product, List.copyOf(primes)));
        product = BigInteger.ONE;
        primes.clear();
      }
      product = product.multiply(prime);
      primes.add(new SmallPrime(p, powersOf65537(p)));
    }
    groups.add(new PrimeGroup(product, List.copyOf(primes)));
    return List.copyOf(groups);
  }

  private static BitSet powersOf65537(int prime) {
    BitSet residues = new BitSet(prime);
    for (int power = 1; !residues.get(power); power = power * (65537 % prime) % prime) {
      residues.set(power);
    }
    return residues;
  }
}
