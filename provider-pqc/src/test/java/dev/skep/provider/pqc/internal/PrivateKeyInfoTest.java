package dev.skep.provider.pqc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AsymmetricAlgorithm;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.stream.Stream;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a private key's encoding ends, and what it is made of. */
class PrivateKeyInfoTest {
  private static final Bytes MORE = Bytes.hex("0500");

  static Stream<AsymmetricAlgorithm> algorithms() {
    return Stream.concat(Lab.transports(), Lab.schemes());
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void nothingFollowsThePrivateKeyInfoOrItsParts(AsymmetricAlgorithm algorithm) throws Exception {
    Bytes pkcs8 = Bytes.of(generate(algorithm).getPrivate().getEncoded());
    Bytes parts = pkcs8.slice(2, pkcs8.length() - 2);
    decode(algorithm, Lab.der(0x30, parts));
    assertRefused(algorithm, Bytes.concat(pkcs8, MORE));
    assertRefused(algorithm, Lab.der(0x30, parts, MORE));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void aPublicKeyBesideThePrivateOneIsReadOverAndAnUnknownVersionRefused(
      AsymmetricAlgorithm algorithm) throws Exception {
    Bytes pkcs8 = Bytes.of(generate(algorithm).getPrivate().getEncoded());
    Bytes parts = pkcs8.slice(5, pkcs8.length() - 5);
    Bytes publicKey = Bytes.hex("8102" + "0000");
    assertThat(decode(algorithm, Lab.der(0x30, Bytes.hex("020101"), parts, publicKey)).getEncoded())
        .isEqualTo(pkcs8.toArray());
    assertRefused(algorithm, Lab.der(0x30, Bytes.hex("020102"), parts));
  }

  @Test
  void nothingFollowsTheSeedOrTheExpandedKeyBesideIt() throws Exception {
    MlDsa scheme = new MlDsa65(Lab.engines());
    MLDSAPrivateKey key = (MLDSAPrivateKey) generate(scheme).getPrivate();
    Bytes seed = Bytes.of(key.getSeed());
    Bytes expanded = Bytes.of(key.getPrivateData());
    Bytes both = Lab.both(seed, expanded);
    Bytes longer = Lab.der(0x30, Lab.der(0x04, seed), Lab.der(0x04, expanded), MORE);
    decode(scheme, Lab.pkcs8(scheme.name(), both));
    assertRefused(scheme, Lab.pkcs8(scheme.name(), Bytes.concat(both, MORE)));
    assertRefused(scheme, Lab.pkcs8(scheme.name(), longer));
    assertRefused(scheme, Lab.pkcs8(scheme.name(), Bytes.concat(Lab.seed(seed), MORE)));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void aKeyPairIsMadeOfTheRandomNumbersGivenAndOfNothingElse(AsymmetricAlgorithm algorithm) {
    int size = algorithm.keySizesBits().get(0);
    Bytes numbers = Bytes.hex("5a".repeat(64));
    KeyPair one = algorithm.generateKeyPair(size, new FixedRandom(numbers));
    KeyPair two = algorithm.generateKeyPair(size, new FixedRandom(numbers));
    assertThat(one.getPublic().getEncoded()).isEqualTo(two.getPublic().getEncoded());
    assertThat(Bytes.of(one.getPrivate().getEncoded()).toHex()).contains("5a".repeat(32));
  }

  private static PrivateKey decode(AsymmetricAlgorithm algorithm, Bytes pkcs8)
      throws InvalidKeyException {
    return algorithm.decodePrivateKey(SecretBytes.adopt(pkcs8.toArray()));
  }

  private static void assertRefused(AsymmetricAlgorithm algorithm, Bytes pkcs8) {
    assertThatThrownBy(() -> decode(algorithm, pkcs8)).isInstanceOf(InvalidKeyException.class);
  }

  private static KeyPair generate(AsymmetricAlgorithm algorithm) {
    return algorithm.generateKeyPair(algorithm.keySizesBits().get(0), Lab.RANDOM);
  }
}
