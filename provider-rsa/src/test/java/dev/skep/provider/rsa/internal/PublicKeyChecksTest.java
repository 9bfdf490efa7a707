package dev.skep.provider.rsa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AsymmetricAlgorithm;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyChecksTest {
  private static final BigInteger N = TestKeys.PUBLIC.getModulus();
  private static final BigInteger E = TestKeys.PUBLIC.getPublicExponent();

  /** Deterministic, so that a failure comes again. */
  private final Random random = new Random(34);

  static List<AsymmetricAlgorithm> algorithms() {
    RsaEngines engines = TestKeys.engines("JDK");
    return List.of(
        new RsaOaep256(engines),
        new Ps256(engines),
        new Ps384(engines),
        new Rs256(engines),
        new Rs256Dias(engines));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JDK", "BC", "CORRETTO"})
  void acceptsAGoodKeyAsItIs(String engine) throws Exception {
    Bytes spki = Bytes.of(TestKeys.PUBLIC.getEncoded());
    RsaKeys keys = new RsaKeys(TestKeys.engines(engine));

    assertThat(TestDer.spki(N, E)).isEqualTo(spki);
    assertThat(keys.decodePublic(spki).getEncoded()).isEqualTo(spki.toArray());
    assertThat(keys.decodePublic(spki).getEncoded()).as("again").isEqualTo(spki.toArray());
  }

  @ParameterizedTest
  @CsvSource({"1,less than 65537", "3,less than 65537", "65535,less than 65537", "65538,even"})
  @DisplayName("attack 34: a public exponent that is small or even is refused")
  void refusesBadExponents(String exponent, String why) {
    refused(N, new BigInteger(exponent), why);
    refused(N, BigInteger.TWO, "even");
  }

  @Test
  @DisplayName("attack 34: a public exponent has 33 bits at the most")
  void boundsTheExponent() throws Exception {
    accepted(N, BigInteger.ONE.shiftLeft(32).setBit(0));
    accepted(N, BigInteger.valueOf(65539));
    refused(N, BigInteger.ONE.shiftLeft(33).setBit(0), "more than 33 bits");
    refused(N, N.subtract(BigInteger.TWO), "more than 33 bits");
  }

  @ParameterizedTest
  @CsvSource({"2047,false", "2048,true", "2049,true", "8192,true", "8193,false", "1024,false"})
  @DisplayName("attack 34: a modulus has 2048 to 8192 bits")
  void boundsTheModulus(int bits, boolean good) throws Exception {
    BigInteger modulus = modulusWithoutSmallFactors(bits);
    if (good) {
      accepted(modulus, E);
    } else {
      refused(modulus, E, "the modulus has " + bits + " bits");
    }
  }

  @Test
  @DisplayName("attack 34: an even modulus is refused")
  void refusesAnEvenModulus() {
    refused(N.clearBit(0), E, "even");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 167, 173, 743, 751})
  @DisplayName("attack 34: a modulus with a small factor is refused")
  void refusesSmallFactors(int factor) {
    BigInteger prime = BigInteger.valueOf(factor);
    BigInteger modulus = modulusWithoutSmallFactors(2060).divide(prime).multiply(prime);
    modulus = modulus.testBit(0) ? modulus : modulus.add(prime);

    refused(modulus, E, "the modulus has the factor ");
  }

  @Test
  @DisplayName("attack 34: a modulus of the ROCA kind is refused, its neighbour is not")
  void refusesTheRocaFingerprint() throws Exception {
    BigInteger weak = rocaModulus();
    assertThat(weak.bitLength()).isBetween(2048, 2060);

    refused(weak, E, "ROCA");
    BigInteger neighbour = weak;
    do {
      neighbour = neighbour.add(BigInteger.TWO);
    } while (hasSmallFactor(neighbour));
    accepted(neighbour, E);
  }

  @Test
  @DisplayName("attack 34: a modulus of the ROCA kind but for one prime, 157, is accepted")
  void acceptsAModulusThatIsNoPowerOf65537ModuloOnePrime() throws Exception {
    // Of the primes up to 167 this is the last one where not each number is such a power: half are.
    BigInteger last = BigInteger.valueOf(157);
    BigInteger half = BigInteger.valueOf((157 - 1) / 2);
    BigInteger step = oddPrimorial(151).shiftLeft(1);
    BigInteger strong = rocaModulus();
    do {
      strong = strong.add(step);
    } while (hasSmallFactor(strong) || strong.modPow(half, last).equals(BigInteger.ONE));
    accepted(strong, E);
  }

  @Test
  @DisplayName("attack 34: a modulus that is a prime, or the power of one (p = q), is refused")
  void refusesPrimesAndTheirPowers() {
    refused(BigInteger.probablePrime(2048, random), E, "a prime or the power of a prime");
    refused(BigInteger.probablePrime(1025, random).pow(2), E, "a prime or the power of a prime");
    refused(BigInteger.probablePrime(700, random).pow(3), E, "a prime or the power of a prime");
  }

  @Test
  @DisplayName("attack 34: an SPKI that is not minimal DER is refused")
  void refusesOtherEncodings() {
    Bytes modulus = TestDer.integer(N);
    Bytes exponent = TestDer.integer(E);
    Bytes key = TestDer.element(0x30, modulus, exponent);
    Bytes good = TestDer.spki(TestDer.RSA_ENCRYPTION, key);
    Map<String, Bytes> bad = new LinkedHashMap<>();
    bad.put("trailing byte", Bytes.concat(good, Bytes.hex("00")));
    bad.put("truncated", good.slice(0, good.length() - 1));
    bad.put("empty", Bytes.EMPTY);
    bad.put("long length", Bytes.concat(Bytes.hex("3083000122"), good.slice(4, 290)));
    bad.put("long form of a short length", wrap(modulus, Bytes.hex("028103010001")));
    bad.put("indefinite", Bytes.concat(Bytes.hex("3080"), good.slice(4, 290), Bytes.hex("0000")));
    bad.put(
        "zero before the modulus",
        wrap(TestDer.element(0x02, Bytes.hex("00"), Bytes.of(N.toByteArray())), exponent));
    bad.put("negative modulus", wrap(TestDer.element(0x02, TestKeys.fixed(N, 256)), exponent));
    bad.put("zero exponent", wrap(modulus, Bytes.hex("020100")));
    bad.put("empty exponent", wrap(modulus, Bytes.hex("0200")));
    bad.put("zero before the exponent", wrap(modulus, Bytes.hex("020400010001")));
    bad.put("third number", wrap(modulus, exponent, exponent));
    bad.put("no exponent", wrap(modulus));
    bad.put("after the key", TestDer.spki(TestDer.RSA_ENCRYPTION, Bytes.concat(key, exponent)));
    bad.put(
        "unused bits",
        TestDer.element(0x30, TestDer.RSA_ENCRYPTION, TestDer.element(0x03, Bytes.hex("01"), key)));
    bad.put(
        "after the bit string",
        TestDer.element(
            0x30,
            TestDer.RSA_ENCRYPTION,
            TestDer.element(0x03, Bytes.hex("00"), key),
            Bytes.hex("0500")));

    bad.forEach((name, spki) -> refused(spki, "", name));
  }

  @Test
  @DisplayName("attack 34: what is read encodes to the same bytes again, for any change of a byte")
  void readsOnlyWhatEncodesToTheSame() {
    byte[] good = TestKeys.PUBLIC.getEncoded();
    RsaKeys keys = new RsaKeys(TestKeys.engines("JDK"));
    int taken = 0;
    for (int at = 0; at < good.length; at += at < 33 ? 1 : good.length - 38) {
      for (int value = 0; value < 256; value++) {
        byte[] changed = good.clone();
        changed[at] = (byte) value;
        try {
          byte[] again = keys.decodePublic(Bytes.of(changed)).getEncoded();
          assertThat(again).isEqualTo(changed);
          taken++;
        } catch (InvalidKeyException e) {
          assertThat(e).hasMessageContaining("key");
        }
      }
    }
    assertThat(taken).isGreaterThanOrEqualTo(33);
  }

  @Test
  @DisplayName("attack 40: keys of another type or for other parameters are refused at decoding")
  void refusesKeysOfOtherTypes() throws Exception {
    Bytes key = TestDer.rsaPublicKey(N, E);
    Map<String, Bytes> others = new LinkedHashMap<>();
    for (String type : List.of("EC", "Ed25519", "X25519", "DSA", "RSASSA-PSS")) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      others.put(type, Bytes.of(generator.generateKeyPair().getPublic().getEncoded()));
    }
    others.put("PSS", TestDer.spki(Bytes.hex("300b06092a864886f70d01010a"), key));
    others.put("OAEP", TestDer.spki(Bytes.hex("300b06092a864886f70d010107"), key));
    others.put("sha256WithRSA", TestDer.spki(Bytes.hex("300d06092a864886f70d01010b0500"), key));
    others.put("X.500 rsa", TestDer.spki(Bytes.hex("300806045508010105" + "00"), key));
    others.put("no NULL", TestDer.spki(Bytes.hex("300b06092a864886f70d010101"), key));
    others.put("bare key", key);

    others.forEach((name, spki) -> refused(spki, "", name));
    refused(others.get("EC"), "the key is not of type rsaEncryption", "EC");
  }

  private static Bytes wrap(Bytes... numbers) {
    return TestDer.spki(TestDer.RSA_ENCRYPTION, TestDer.element(0x30, numbers));
  }

  private static void accepted(BigInteger modulus, BigInteger exponent) throws Exception {
    Bytes spki = TestDer.spki(modulus, exponent);
    RsaKeys keys = new RsaKeys(TestKeys.engines("JDK"));
    assertThat(keys.decodePublic(spki).getEncoded()).isEqualTo(spki.toArray());
  }

  private static void refused(BigInteger modulus, BigInteger exponent, String why) {
    refused(TestDer.spki(modulus, exponent), why, why);
  }

  private static void refused(Bytes spki, String why, String name) {
    for (AsymmetricAlgorithm algorithm : algorithms()) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> algorithm.decodePublicKey(spki))
            .as("%s: %s", algorithm.name(), name)
            .isInstanceOf(InvalidKeyException.class)
            .hasMessageContaining(why);
      }
    }
  }

  private BigInteger modulusWithoutSmallFactors(int bits) {
    BigInteger modulus;
    do {
      modulus = new BigInteger(bits, random).setBit(bits - 1).setBit(0);
    } while (hasSmallFactor(modulus));
    return modulus;
  }

  private static boolean hasSmallFactor(BigInteger modulus) {
    return !modulus.gcd(oddPrimorial(751)).equals(BigInteger.ONE);
  }

  private BigInteger rocaModulus() {
    BigInteger smooth = oddPrimorial(701);
    BigInteger weak;
    do {
      weak = rocaPrime(smooth).multiply(rocaPrime(smooth));
    } while (hasSmallFactor(weak));
    return weak;
  }

  /** A prime k M + (65537^a mod M) of about 1026 bits, as the weak library made them. */
  private BigInteger rocaPrime(BigInteger smooth) {
    BigInteger generator = BigInteger.valueOf(65537);
    BigInteger prime;
    do {
      BigInteger factor = new BigInteger(1026 - smooth.bitLength(), random);
      BigInteger power = generator.modPow(new BigInteger(256, random), smooth);
      prime = factor.setBit(1025 - smooth.bitLength()).multiply(smooth).add(power);
    } while (!prime.isProbablePrime(20));
    return prime;
  }

  private static BigInteger oddPrimorial(int bound) {
    BigInteger product = BigInteger.ONE;
    for (int p = 3; p <= bound; p += 2) {
      BigInteger candidate = BigInteger.valueOf(p);
      if (candidate.gcd(product).equals(BigInteger.ONE)) {
        product = product.multiply(candidate);
      }
    }
    return product;
  }
}
