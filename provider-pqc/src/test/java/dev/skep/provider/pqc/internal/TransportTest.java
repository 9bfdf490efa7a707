package dev.skep.provider.pqc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.algorithm.KeyTransport;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {
  static Stream<KeyTransport> transports() {
    return Lab.transports();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void theSecretHas32Bytes(KeyTransport transport) {
    assertThat(transport.sharedSecretBytes()).isEqualTo(32);
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aPrivateKeyTravelsAsItsSeedAlone(KeyTransport transport) {
    assertThat(Lab.generate(transport).getPrivate().getEncoded()).hasSizeLessThan(90);
  }

  @ParameterizedTest
  @MethodSource("transports")
  @DisplayName("attack 30: an EK of another length gives a random K and the reason")
  void anEkOfAnotherLengthGivesARandomSecret(KeyTransport transport) {
    KeyPair server = Lab.generate(transport);
    int full = ek(transport, server).length();
    Random random = new Random(203);
    for (int length : List.of(0, 1, 32, full / 2, full - 1, full + 1, 2 * full)) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      try (Decapsulation one = transport.decapsulate(server, Bytes.of(bytes), Lab.RANDOM);
          Decapsulation two = transport.decapsulate(server, Bytes.of(bytes), Lab.RANDOM)) {
        assertThat(one.failure()).get().asString().contains(full + " bytes are due");
        assertThat(one.sharedSecret().length()).isEqualTo(32);
        assertThat(one.sharedSecret().matches(two.sharedSecret())).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  @DisplayName("attack 30: a changed EK is rejected implicitly, by the same secret each time")
  void aChangedEkGivesAnotherSecretWithoutAFailure(KeyTransport transport) {
    KeyPair server = Lab.generate(transport);
    try (Encapsulation sent = transport.encapsulate(server.getPublic(), Lab.RANDOM)) {
      for (int at = 0; at < 1088; at += 97) {
        byte[] changed = sent.encapsulatedKey().toArray();
        changed[at] ^= 1;
        try (Decapsulation one = transport.decapsulate(server, Bytes.of(changed), Lab.RANDOM);
            Decapsulation two = transport.decapsulate(server, Bytes.of(changed), Lab.RANDOM)) {
          assertThat(one.failure()).isEmpty();
          assertThat(one.sharedSecret().matches(sent.sharedSecret())).isFalse();
          assertThat(one.sharedSecret().matches(two.sharedSecret())).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  @DisplayName("attack 30: an encapsulation key with a coefficient of q, at each of its ends")
  void refusesAKeyWithACoefficientThatIsNotReduced(KeyTransport transport) throws Exception {
    byte[] spki = Lab.generate(transport).getPublic().getEncoded();
    int start = spki.length - transport.keySizesBits().get(0) / 8;
    int vector = transport.name().equals("ML-KEM-1024") ? 1536 : 1152;
    for (int triple : List.of(0, vector / 2 / 3 * 3, vector - 3)) {
      for (boolean second : List.of(false, true)) {
        for (int value : List.of(3329, 4095)) {
          Bytes bad = withCoefficient(spki, start + triple, second, value);
          assertThatThrownBy(() -> transport.decodePublicKey(bad))
              .as("by this bundle, not by an engine that may or may not")
              .isInstanceOf(InvalidKeyException.class)
              .hasMessageContaining("a coefficient is not below q");
        }
        transport.decodePublicKey(withCoefficient(spki, start + triple, second, 3328));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void refusesKeysOfTheOtherTransports(KeyTransport transport) {
    for (KeyTransport other : Lab.transports().toList()) {
      if (!other.name().equals(transport.name())) {
        KeyPair pair = Lab.generate(other);
        assertRefused(transport, Bytes.of(pair.getPublic().getEncoded()));
        assertPrivateRefused(transport, Bytes.of(pair.getPrivate().getEncoded()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void refusesAnotherSizeAndForeignKeysFromTheCaller(KeyTransport transport) throws Exception {
    KeyPair foreign = KeyPairGenerator.getInstance("X25519").generateKeyPair();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transport.generateKeyPair(256, Lab.RANDOM));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transport.encapsulate(foreign.getPublic(), Lab.RANDOM));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transport.decapsulate(foreign, Bytes.EMPTY, Lab.RANDOM));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0900000000000000000000000000000000000000000000000000000000000080"
      })
  @DisplayName("attack 27: coordinates of small order and not canonical, inside X-Wing")
  void refusesBadCoordinatesInKeyAndEk(String u) {
    for (String engine : List.of("BC", "JDK")) {
      XWing transport = new XWing(Lab.engines(engine));
      KeyPair server = Lab.generate(transport);
      Bytes spki = Bytes.of(server.getPublic().getEncoded());
      assertRefused(transport, Bytes.concat(spki.slice(0, spki.length() - 32), Bytes.hex(u)));
      Bytes good = ek(transport, server);
      Bytes bad = Bytes.concat(good.slice(0, 1088), Bytes.hex(u));
      try (Decapsulation got = transport.decapsulate(server, bad, Lab.RANDOM)) {
        assertThat(got.failure()).get().asString().startsWith("EK: X25519");
      }
    }
  }

  @Test
  @DisplayName("attack 27: coordinates just inside the range are accepted, inside X-Wing")
  void acceptsACoordinateWhereAnyOfItsBytesIsBelowThePrimes() throws Exception {
    XWing transport = new XWing(Lab.engines());
    Bytes spki = Bytes.of(Lab.generate(transport).getPublic().getEncoded());
    byte[] prime = Bytes.hex("ed" + "ff".repeat(30) + "7f").toArray();
    // One less in the lowest byte makes a point of small order.
    for (int at = 0; at < 32; at++) {
      byte[] below = prime.clone();
      below[at] -= (byte) (at == 0 ? 2 : 1);
      transport.decodePublicKey(Bytes.concat(spki.slice(0, spki.length() - 32), Bytes.of(below)));
    }
  }

  @Test
  void eachHalfOfXWingCountsForItsSecret() {
    XWing transport = new XWing(Lab.engines());
    KeyPair server = Lab.generate(transport);
    try (Encapsulation one = transport.encapsulate(server.getPublic(), Lab.RANDOM);
        Encapsulation two = transport.encapsulate(server.getPublic(), Lab.RANDOM)) {
      Bytes mixed =
          Bytes.concat(one.encapsulatedKey().slice(0, 1088), two.encapsulatedKey().slice(1088, 32));
      try (Decapsulation got = transport.decapsulate(server, mixed, Lab.RANDOM)) {
        assertThat(got.failure()).isEmpty();
        assertThat(got.sharedSecret().matches(one.sharedSecret())).isFalse();
        assertThat(got.sharedSecret().matches(two.sharedSecret())).isFalse();
      }
    }
  }

  @Test
  void anXWingKeySaysNothingOfItsSeed() throws Exception {
    KeyPair pair = Lab.generate(new XWing(Lab.engines()));
    String seed = Bytes.of(pair.getPrivate().getEncoded()).toHex().substring(44);
    assertThat(pair.getPrivate().toString()).doesNotContain(seed.substring(0, 8));
  }

  private static Bytes ek(KeyTransport transport, KeyPair server) {
    try (Encapsulation made = transport.encapsulate(server.getPublic(), Lab.RANDOM)) {
      return made.encapsulatedKey();
    }
  }

  private static Bytes withCoefficient(byte[] spki, int at, boolean second, int value) {
    byte[] changed = spki.clone();
    if (second) {
      changed[at + 1] = (byte) ((changed[at + 1] & 0x0f) | (value & 0x0f) << 4);
      changed[at + 2] = (byte) (value >>> 4);
    } else {
      changed[at] = (byte) value;
      changed[at + 1] = (byte) ((changed[at + 1] & 0xf0) | value >>> 8);
    }
    return Bytes.of(changed);
  }

  private static void assertRefused(KeyTransport transport, Bytes spki) {
    assertThatThrownBy(() -> transport.decodePublicKey(spki))
        .isInstanceOf(InvalidKeyException.class);
  }

  private static void assertPrivateRefused(KeyTransport transport, Bytes pkcs8) {
    assertThatThrownBy(() -> transport.decodePrivateKey(SecretBytes.copyOf(pkcs8.toArray())))
        .isInstanceOf(InvalidKeyException.class);
  }
}
