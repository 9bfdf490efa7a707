package dev.skep.client.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.provider.ecdh.internal.Es256;
import dev.skep.provider.ecdh.internal.Es384;
import dev.skep.provider.ecdh.internal.Es512;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcdsaDerTest {
  @ParameterizedTest
  @CsvSource({
    "0102, 3006020101020102",
    "8001, 300702020080020101",
    "ff7f, 3007020200ff02017f",
    "00010002, 3006020101020102",
    "00800080, 3008020200800202 0080",
    "0000, 3006020100020100"
  })
  void writesTheShortestIntegers(String joined, String der) {
    assertThat(EcdsaDer.encode(Bytes.hex(joined)).toHex()).isEqualTo(der.replace(" ", ""));
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void writesWhatOtherImplementationsVerify(AttestationScheme scheme) throws Exception {
    SecureRandom random = new SecureRandom();
    KeyPair key = scheme.generateKeyPair(scheme.keySizesBits().get(0), random);
    Signature verifier = Signature.getInstance("SHA" + scheme.name().substring(2) + "withECDSA");
    for (int i = 0; i < 50; i++) {
      Bytes message = Bytes.utf8("message " + i);
      Bytes der = EcdsaDer.encode(scheme.sign(key.getPrivate(), message, random));
      verifier.initVerify(key.getPublic());
      verifier.update(message.toArray());
      assertThat(verifier.verify(der.toArray())).as(der.toHex()).isTrue();
    }
  }

  static Stream<AttestationScheme> schemes() {
    return Stream.of(new Es256(), new Es384(), new Es512());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 256})
  void refusesWhatIsNoSignature(int length) {
    assertThatThrownBy(() -> EcdsaDer.encode(Bytes.of(new byte[length])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsWhichSchemesNeedIt() {
    assertThat(Stream.of("ES256", "ES384", "ES512")).allMatch(EcdsaDer::isEcdsa);
    assertThat(Stream.of("PS256", "RS256", "Ed25519", "ES256K")).noneMatch(EcdsaDer::isEcdsa);
  }
}
