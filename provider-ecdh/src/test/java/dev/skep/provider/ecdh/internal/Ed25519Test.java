package dev.skep.provider.ecdh.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Ed25519Test {
  private static final Bytes MESSAGE = Bytes.utf8("SKEP/1 attestation\0");
  private static final Bytes SPKI = Bytes.hex("302a300506032b6570032100");
  private static final BigInteger ORDER =
      new BigInteger("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed", 16);

  private static final List<String> SMALL_ORDER =
      List.of(
          "0000000000000000000000000000000000000000000000000000000000000000",
          "0100000000000000000000000000000000000000000000000000000000000000",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

  @ParameterizedTest
  @EnumSource
  void aSignatureHasFixedLength(TestEngine engine) {
    Ed25519 scheme = new Ed25519(engine.engines());
    KeyPair pair = scheme.generateKeyPair(255, TestEngine.RANDOM);
    Bytes signature = scheme.sign(pair.getPrivate(), MESSAGE, TestEngine.RANDOM);

    assertThat(signature.length()).isEqualTo(64);
    assertThat(scheme.dualUse()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("attack 37: S from L on, also where it is the right S plus L; wrong lengths")
  void refusesAnSThatIsNotReduced(TestEngine engine) {
    Ed25519 scheme = new Ed25519(engine.engines());
    KeyPair pair = scheme.generateKeyPair(255, TestEngine.RANDOM);
    Bytes good = scheme.sign(pair.getPrivate(), MESSAGE, TestEngine.RANDOM);
    BigInteger s = number(good.slice(32, 32));

    for (BigInteger bad : List.of(s.add(ORDER), ORDER, ORDER.add(BigInteger.ONE))) {
      assertRefused(scheme, pair, Bytes.concat(good.slice(0, 32), littleEndian(bad)));
    }
    assertRefused(scheme, pair, good.slice(0, 63));
    assertRefused(scheme, pair, Bytes.concat(good, Bytes.hex("00")));
    assertRefused(scheme, pair, Bytes.EMPTY);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("attack 37: public keys of small order, not canonical, or off the curve")
  void refusesWeakPublicKeys(TestEngine engine) {
    Ed25519 scheme = new Ed25519(engine.engines());
    for (String point : SMALL_ORDER) {
      assertKeyRefused(scheme, Bytes.hex(point), "small order");
      assertKeyRefused(scheme, withSign(Bytes.hex(point)), "small order");
    }
    BigInteger prime = Curve25519.PRIME;
    for (int above = 0; above < 19; above++) {
      Bytes y = littleEndian(prime.add(BigInteger.valueOf(above)));
      assertKeyRefused(scheme, y, "canonical");
      assertKeyRefused(scheme, withSign(y), "canonical");
    }
    assertKeyRefused(scheme, littleEndian(BigInteger.TWO), "curve");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("attack 37: R of small order or not canonical, where the equation would hold")
  void refusesAWeakCommitment(TestEngine engine) throws Exception {
    Ed25519 scheme = new Ed25519(engine.engines());
    KeyPair pair = scheme.generateKeyPair(255, TestEngine.RANDOM);
    // S = k·a with R the neutral element, which a holder of a can make for any message.
    Bytes forged = neutralCommitment(scheme, pair);
    assertRefused(scheme, pair, forged);
    for (String point : SMALL_ORDER) {
      assertRefused(scheme, pair, Bytes.concat(Bytes.hex(point), forged.slice(32, 32)));
    }
    Bytes notCanonical = littleEndian(Curve25519.PRIME.add(BigInteger.ONE));
    assertRefused(scheme, pair, Bytes.concat(notCanonical, forged.slice(32, 32)));
  }

  @Test
  @DisplayName("attack 37: S from L on and a weak R are refused whatever the engine would say")
  void checksSAndRBeforeTheEngine() {
    Ed25519 scheme = new Ed25519(CredulousProvider.engines());
    KeyPair pair = new Ed25519(TestEngine.JDK.engines()).generateKeyPair(255, TestEngine.RANDOM);
    Bytes r = littleEndian(BigInteger.TWO);
    Bytes s = littleEndian(ORDER.subtract(BigInteger.ONE));

    assertThat(scheme.verify(pair.getPublic(), MESSAGE, Bytes.concat(r, s))).isTrue();
    assertRefused(scheme, pair, Bytes.concat(r, littleEndian(ORDER)));
    assertRefused(
        scheme, pair, Bytes.concat(littleEndian(Curve25519.PRIME.add(BigInteger.TWO)), s));
    for (String point : SMALL_ORDER) {
      assertRefused(scheme, pair, Bytes.concat(Bytes.hex(point), s));
      assertRefused(scheme, pair, Bytes.concat(withSign(Bytes.hex(point)), s));
    }
  }

  private static Bytes neutralCommitment(Ed25519 scheme, KeyPair pair) throws Exception {
    byte[] pkcs8 = pair.getPrivate().getEncoded();
    Bytes seed = Bytes.of(pkcs8, 16, 32);
    MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
    byte[] expanded = Arrays.copyOf(sha512.digest(seed.toArray()), 32);
    expanded[0] &= (byte) 0xf8;
    expanded[31] = (byte) (expanded[31] & 0x7f | 0x40);
    Bytes neutral = Bytes.hex(SMALL_ORDER.get(1));
    Bytes key = Bytes.of(pair.getPublic().getEncoded()).slice(12, 32);
    byte[] k = sha512.digest(Bytes.concat(neutral, key, MESSAGE).toArray());
    BigInteger s = number(Bytes.of(k)).multiply(number(Bytes.of(expanded))).mod(ORDER);
    return Bytes.concat(neutral, littleEndian(s));
  }

  private static void assertKeyRefused(Ed25519 scheme, Bytes point, String why) {
    assertThatThrownBy(() -> scheme.decodePublicKey(Bytes.concat(SPKI, point)))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining(why);
  }

  private static void assertRefused(Ed25519 scheme, KeyPair pair, Bytes signature) {
    assertThat(scheme.verify(pair.getPublic(), MESSAGE, signature)).isFalse();
  }

  private static Bytes withSign(Bytes point) {
    byte[] changed = point.toArray();
    changed[31] |= (byte) 0x80;
    return Bytes.of(changed);
  }

  private static BigInteger number(Bytes littleEndian) {
    byte[] big = new byte[littleEndian.length()];
    for (int i = 0; i < big.length; i++) {
      big[i] = (byte) littleEndian.at(big.length - 1 - i);
    }
    return new BigInteger(1, big);
  }

  private static Bytes littleEndian(BigInteger number) {
    byte[] little = new byte[32];
    for (int i = 0; i < 32; i++) {
      little[i] = number.shiftRight(8 * i).byteValue();
    }
    return Bytes.of(little);
  }
}
