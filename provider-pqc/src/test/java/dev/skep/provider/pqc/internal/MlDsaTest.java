package dev.skep.provider.pqc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.stream.Stream;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MlDsaTest {
  private static final Bytes MESSAGE = Bytes.utf8("message");

  static Stream<MlDsa> schemes() {
    return Lab.schemes();
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void aSignatureHasTheLengthOfItsParameterSet(MlDsa scheme) {
    Bytes signature = scheme.sign(generate(scheme).getPrivate(), MESSAGE, Lab.RANDOM);

    assertThat(signature.length()).isEqualTo(scheme.name().equals("ML-DSA-65") ? 3309 : 4627);
    assertThat(scheme.dualUse()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void twoSignaturesOfOneMessageDifferBecauseTheyAreHedged(MlDsa scheme) {
    PrivateKey own = generate(scheme).getPrivate();
    assertThat(scheme.sign(own, MESSAGE, Lab.RANDOM))
        .isNotEqualTo(scheme.sign(own, MESSAGE, Lab.RANDOM));
  }

  @ParameterizedTest
  @MethodSource("schemes")
  @DisplayName("attack 30: an expanded private key that is not the one of its seed")
  void takesAnExpandedKeyOnlyBesideTheSeedThatMakesIt(MlDsa scheme) throws Exception {
    MLDSAPrivateKey one = (MLDSAPrivateKey) generate(scheme).getPrivate();
    MLDSAPrivateKey other = (MLDSAPrivateKey) generate(scheme).getPrivate();
    Bytes seed = Bytes.of(one.getSeed());
    Bytes expanded = Bytes.of(one.getPrivateData());

    decode(scheme, Lab.both(seed, expanded));
    decode(scheme, Lab.seed(seed));
    assertRefused(scheme, Lab.both(seed, Bytes.of(other.getPrivateData())));
    assertRefused(scheme, Lab.both(seed, expanded.slice(0, 32)));
    assertRefused(scheme, Lab.expanded(expanded));
    assertRefused(scheme, Lab.seed(seed.slice(0, 31)));
    assertRefused(scheme, Bytes.concat(Lab.seed(seed), Bytes.hex("00")));
    assertRefused(scheme, Lab.der(0x30, Lab.der(0x04, seed)));
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void refusesPublicKeysOfTheOtherParameterSetAndOfOtherLengths(MlDsa scheme) {
    Bytes spki = Bytes.of(generate(scheme).getPublic().getEncoded());
    for (Bytes bad :
        new Bytes[] {
          Bytes.EMPTY,
          spki.slice(0, spki.length() - 1),
          Bytes.concat(spki, Bytes.hex("00")),
          Lab.spki(
              scheme.name().equals("ML-DSA-65") ? "ML-DSA-87" : "ML-DSA-65",
              spki.slice(22, spki.length() - 22))
        }) {
      assertThatThrownBy(() -> scheme.decodePublicKey(bad)).isInstanceOf(InvalidKeyException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void refusesForeignKeysFromTheCaller(MlDsa scheme) throws Exception {
    KeyPair foreign = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Bytes signature = scheme.sign(generate(scheme).getPrivate(), MESSAGE, Lab.RANDOM);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scheme.sign(foreign.getPrivate(), MESSAGE, Lab.RANDOM));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scheme.verify(foreign.getPublic(), MESSAGE, signature));
  }

  private static void decode(MlDsa scheme, Bytes content) throws InvalidKeyException {
    scheme.decodePrivateKey(SecretBytes.copyOf(Lab.pkcs8(scheme.name(), content).toArray()));
  }

  private static void assertRefused(MlDsa scheme, Bytes content) {
    assertThatThrownBy(() -> decode(scheme, content)).isInstanceOf(InvalidKeyException.class);
  }

  private static KeyPair generate(MlDsa scheme) {
    return scheme.generateKeyPair(scheme.keySizesBits().get(0), Lab.RANDOM);
  }
}
