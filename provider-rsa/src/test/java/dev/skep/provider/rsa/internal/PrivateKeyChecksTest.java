package dev.skep.provider.rsa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeyChecksTest {
  private static final BigInteger E = BigInteger.valueOf(65537);

  @ParameterizedTest
  @ValueSource(strings = {"JDK", "BC", "CORRETTO"})
  void acceptsAGoodKeyWithItsCrtParts(String engine) throws Exception {
    Rs256 scheme = new Rs256(TestKeys.engines(engine));
    try (SecretBytes pkcs8 = SecretBytes.copyOf(TestKeys.PRIVATE.getEncoded())) {
      assertThat(encode(parts())).isEqualTo(Bytes.of(TestKeys.PRIVATE.getEncoded()));

      RSAPrivateCrtKey key = (RSAPrivateCrtKey) scheme.decodePrivateKey(pkcs8);

      assertThat(key.getEncoded()).isEqualTo(TestKeys.PRIVATE.getEncoded());
      Bytes signature = scheme.sign(key, Bytes.EMPTY, TestKeys.RANDOM);
      assertThat(scheme.verify(TestKeys.PUBLIC, Bytes.EMPTY, signature)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,the modulus is not p times q",
    "1,d is not the inverse of e modulo p - 1",
    "2,the CRT exponent of p is not d modulo p - 1",
    "3,the modulus is not p times q",
    "4,the modulus is not p times q",
    "5,the CRT exponent of p is not d modulo p - 1",
    "6,the CRT exponent of q is not d modulo q - 1",
    "7,the CRT coefficient is not the inverse of q modulo p"
  })
  @DisplayName("attack 34: a private key with one wrong part is refused, and no part is shown")
  void refusesEachWrongPart(int part, String why) {
    List<BigInteger> parts = parts();
    BigInteger wrong = parts.get(part);
    do {
      wrong = wrong.add(BigInteger.TWO);
    } while (part == 0 && smallFactor(wrong));
    parts.set(part, wrong);

    refused(encode(parts), why);
  }

  @Test
  void refusesPartsThatAreNotReduced() {
    List<BigInteger> large = parts();
    BigInteger p1 = large.get(3).subtract(BigInteger.ONE);
    BigInteger q1 = large.get(4).subtract(BigInteger.ONE);
    large.set(2, large.get(2).add(p1.multiply(q1)));
    refused(encode(large), "d is not below n");

    List<BigInteger> coefficient = parts();
    coefficient.set(7, coefficient.get(7).add(coefficient.get(3)));
    refused(encode(coefficient), "the CRT coefficient is not the inverse of q modulo p");
  }

  @Test
  @DisplayName("attack 34: p and q that are close, unequal in size or composite are refused")
  void refusesBadPrimes() {
    Random random = new Random(68);
    BigInteger p = usable(BigInteger.probablePrime(1025, random));
    refused(encode(derive(p, usable(p))), "p and q are of unequal size or too close together");
    refused(
        encode(derive(p, usable(BigInteger.probablePrime(1100, random)))),
        "p and q are of unequal size or too close together");
    BigInteger composite =
        BigInteger.probablePrime(512, random).multiply(BigInteger.probablePrime(513, random));
    refused(encode(derive(p, composite)), "p or q is not prime");
  }

  @Test
  @DisplayName("attack 34: p and q differ by more than 2^(n/2 - 100), in length by one bit at most")
  void boundsTheDistanceOfThePrimes() throws Exception {
    Random random = new Random(100);
    BigInteger p = usable(new BigInteger(1022, random).setBit(1023).setBit(1022));
    accepted(encode(derive(usable(p.setBit(1024).clearBit(1023)), p)));
    accepted(encode(derive(p, usable(p.add(BigInteger.ONE.shiftLeft(1024 - 100))))));
    refused(
        encode(derive(p, usable(p.add(BigInteger.ONE.shiftLeft(1024 - 101))))),
        "p and q are of unequal size or too close together");
    refused(
        encode(derive(usable(p.setBit(1025)), p)),
        "p and q are of unequal size or too close together");
  }

  @Test
  void refusesOtherForms() throws Exception {
    Bytes key = rsaPrivateKey(parts(), "020100");
    Bytes good = TestDer.pkcs8(TestDer.RSA_ENCRYPTION, key);
    refused(Bytes.concat(good, Bytes.hex("00")), "bytes after its end");
    refused(good.slice(0, good.length() - 1), "a length beyond its end");
    refused(Bytes.EMPTY, "an early end");
    refused(TestDer.pkcs8(Bytes.hex("300b06092a864886f70d01010a"), key), "rsaEncryption");
    refused(TestDer.pkcs8(TestDer.RSA_ENCRYPTION, rsaPrivateKey(parts(), "020101")), "two primes");
    refused(
        TestDer.pkcs8(TestDer.RSA_ENCRYPTION, Bytes.concat(key, Bytes.hex("0500"))),
        "bytes after its end");
    refused(
        TestDer.element(
            0x30,
            Bytes.hex("020100"),
            TestDer.RSA_ENCRYPTION,
            TestDer.element(0x04, key),
            Bytes.hex("0500")),
        "bytes after its end");
    List<BigInteger> nine = parts();
    nine.add(BigInteger.ONE);
    refused(encode(nine), "bytes after its end");
    for (String type : List.of("EC", "Ed25519", "RSASSA-PSS")) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      refused(Bytes.of(generator.generateKeyPair().getPrivate().getEncoded()), "rsaEncryption");
    }
    KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
    small.initialize(1024);
    refused(Bytes.of(small.generateKeyPair().getPrivate().getEncoded()), "1024 bits");
  }

  private static void refused(Bytes pkcs8, String why) {
    RsaKeys keys = new RsaKeys(TestKeys.engines("JDK"));
    try (SecretBytes secret = SecretBytes.copyOf(pkcs8.toArray())) {
      assertThatThrownBy(() -> keys.decodePrivate(secret))
          .isInstanceOf(InvalidKeyException.class)
          .hasNoCause()
          .hasMessageContaining(why)
          .message()
          .hasSizeLessThan(120);
    }
  }

  private static void accepted(Bytes pkcs8) throws InvalidKeyException {
    RsaKeys keys = new RsaKeys(TestKeys.engines("JDK"));
    try (SecretBytes secret = SecretBytes.copyOf(pkcs8.toArray())) {
      assertThat(keys.decodePrivate(secret).getEncoded()).isEqualTo(pkcs8.toArray());
    }
  }

  /** n, e, d, p, q, dp, dq, qinv of the shared key. */
  private static List<BigInteger> parts() {
    RSAPrivateCrtKey key = TestKeys.PRIVATE;
    return new ArrayList<>(
        List.of(
            key.getModulus(),
            key.getPublicExponent(),
            key.getPrivateExponent(),
            key.getPrimeP(),
            key.getPrimeQ(),
            key.getPrimeExponentP(),
            key.getPrimeExponentQ(),
            key.getCrtCoefficient()));
  }

  private static List<BigInteger> derive(BigInteger p, BigInteger q) {
    BigInteger p1 = p.subtract(BigInteger.ONE);
    BigInteger q1 = q.subtract(BigInteger.ONE);
    BigInteger d = E.modInverse(p1.multiply(q1));
    return List.of(p.multiply(q), E, d, p, q, d.mod(p1), d.mod(q1), q.modInverse(p));
  }

  /** The next prime after a number that goes with e. */
  private static BigInteger usable(BigInteger above) {
    BigInteger prime = above;
    do {
      prime = prime.nextProbablePrime();
    } while (prime.mod(E).equals(BigInteger.ONE));
    return prime;
  }

  private static boolean smallFactor(BigInteger modulus) {
    for (int p = 3; p < 752; p += 2) {
      if (modulus.mod(BigInteger.valueOf(p)).signum() == 0) {
        return true;
      }
    }
    return false;
  }

  private static Bytes encode(List<BigInteger> parts) {
    return TestDer.pkcs8(TestDer.RSA_ENCRYPTION, rsaPrivateKey(parts, "020100"));
  }

  private static Bytes rsaPrivateKey(List<BigInteger> parts, String version) {
    List<Bytes> elements = new ArrayList<>();
    elements.add(Bytes.hex(version));
    parts.forEach(part -> elements.add(TestDer.integer(part)));
    return TestDer.element(0x30, elements.toArray(Bytes[]::new));
  }
}
