package dev.skep.provider.rsa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyGenerationTest {
  @ParameterizedTest
  @CsvSource({"JDK,2048", "JDK,3072", "BC,3072", "CORRETTO,3072"})
  void aKeyHasTheSizeThatWasAskedForAndTheExponent65537(String engine, int sizeBits) {
    RsaKeys keys = new RsaKeys(TestKeys.engines(engine));
    RSAPublicKey key = (RSAPublicKey) keys.generate(sizeBits, TestKeys.RANDOM).getPublic();
    assertThat(key.getModulus().bitLength()).isEqualTo(sizeBits);
    assertThat(key.getPublicExponent()).isEqualTo(BigInteger.valueOf(65537));
  }

  @Test
  void aKeyPairIsMadeOfTheRandomNumbersGivenAndOfNothingElse() throws Exception {
    RsaKeys keys = new RsaKeys(TestKeys.engines("JDK"));
    KeyPair one = keys.generate(2048, seeded());
    KeyPair two = keys.generate(2048, seeded());
    assertThat(one.getPrivate().getEncoded()).isEqualTo(two.getPrivate().getEncoded());
  }

  /** The same numbers each time. */
  private static SecureRandom seeded() throws Exception {
    SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
    random.setSeed(2048);
    return random;
  }
}
