package dev.skep.provider.rsa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.engine.JcaEngines;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttestationSchemesTest {
  private static final Bytes MESSAGE = Bytes.utf8("SKEP/1 attestation");
  private static final String DIAS_IN_HEX = "44494153";
  private static final String SHA256_INFO = "3031300d060960864801650304020105000420";

  static List<AttestationScheme> schemes(String engine) {
    RsaEngines engines = TestKeys.engines(engine);
    return List.of(
        new Rs256(engines), new Rs256Dias(engines), new Ps256(engines), new Ps384(engines));
  }

  static Stream<AttestationScheme> ofAllEngines() {
    return Stream.of("JDK", "BC", "CORRETTO").flatMap(engine -> schemes(engine).stream());
  }

  @Test
  void haveTheRegisteredNames() {
    assertThat(schemes("JDK"))
        .extracting(AttestationScheme::name)
        .containsExactly("RS256", "RS256-DIAS", "PS256", "PS384");
    assertThat(schemes("JDK"))
        .extracting(AttestationScheme::dualUse)
        .containsExactly(false, true, false, false);
  }

  @Test
  void verifyWhatAnotherEngineSigned() {
    for (AttestationScheme signer : ofAllEngines().toList()) {
      Bytes signature = signer.sign(TestKeys.PRIVATE, MESSAGE, TestKeys.RANDOM);
      assertThat(signature.length()).isEqualTo(256);
      assertThat(ofAllEngines().filter(each -> each.name().equals(signer.name())))
          .hasSize(3)
          .allMatch(each -> each.verify(TestKeys.PUBLIC, MESSAGE, signature), signer.name());
    }
  }

  @Test
  void interoperateWithTheStandardVerifiers() throws Exception {
    PSSParameterSpec ps256 =
        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);
    PSSParameterSpec ps384 =
        new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1);
    List<AttestationScheme> schemes = schemes("JDK");

    assertThat(standard("SHA256withRSA", null, schemes.get(0))).isTrue();
    assertThat(standard("RSASSA-PSS", ps256, schemes.get(2))).isTrue();
    assertThat(standard("RSASSA-PSS", ps384, schemes.get(3))).isTrue();
    assertThat(standard("RSASSA-PSS", ps256, schemes.get(3))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("ofAllEngines")
  void refuseAKeyOfAnotherType(AttestationScheme scheme) throws Exception {
    Bytes signature = scheme.sign(TestKeys.PRIVATE, MESSAGE, TestKeys.RANDOM);
    KeyPair ec = KeyPairGenerator.getInstance("EC").generateKeyPair();

    assertThat(scheme.verify(ec.getPublic(), MESSAGE, signature)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("ofAllEngines")
  @DisplayName("attack 38: a signature of another length or not below n is refused")
  void refuseSignaturesOutOfRange(AttestationScheme scheme) {
    BigInteger n = TestKeys.PUBLIC.getModulus();
    BigInteger limit = BigInteger.ONE.shiftLeft(2048);
    Bytes message = MESSAGE;
    Bytes signature;
    BigInteger sum;
    do {
      message = Bytes.concat(message, MESSAGE);
      signature = scheme.sign(TestKeys.PRIVATE, message, TestKeys.RANDOM);
      sum = new BigInteger(1, signature.toArray()).add(n);
    } while (sum.compareTo(limit) >= 0);

    assertThat(scheme.verify(TestKeys.PUBLIC, message, signature)).isTrue();
    for (Bytes bad :
        List.of(
            TestKeys.fixed(sum, 256),
            TestKeys.fixed(sum, 257),
            Bytes.concat(Bytes.hex("00"), signature),
            Bytes.concat(signature, Bytes.hex("00")),
            signature.slice(0, 255),
            signature.slice(1, 255),
            Bytes.EMPTY,
            TestKeys.fixed(BigInteger.ZERO, 256),
            TestKeys.fixed(BigInteger.ONE, 256),
            TestKeys.fixed(n.subtract(BigInteger.ONE), 256),
            TestKeys.fixed(n, 256),
            TestKeys.fixed(limit.subtract(BigInteger.ONE), 256),
            Bytes.of(new byte[65536]))) {
      assertThat(scheme.verify(TestKeys.PUBLIC, message, bad)).as(bad.toString()).isFalse();
    }
  }

  @Test
  @DisplayName("attack 38: a signature of another length or not below n reaches no engine")
  void askNoEngineAboutASignatureOutOfRange() {
    List<String> events = new ArrayList<>();
    JcaEngines engines = new JcaEngines();
    engines.add(new RecordingEngine(events));
    Rs256 scheme = new Rs256(new RsaEngines(engines, List.of("RECORDING")));
    BigInteger n = TestKeys.PUBLIC.getModulus();

    scheme.verify(TestKeys.PUBLIC, MESSAGE, TestKeys.fixed(n, 256));
    scheme.verify(TestKeys.PUBLIC, MESSAGE, TestKeys.fixed(BigInteger.ONE, 257));
    assertThat(events).isEmpty();
    scheme.verify(TestKeys.PUBLIC, MESSAGE, TestKeys.fixed(n.subtract(BigInteger.ONE), 256));
    assertThat(events).containsExactly("operation 256");
  }

  @Test
  void signWithTheRandomNumbersGiven() {
    for (AttestationScheme scheme : schemes("BC")) {
      List<String> events = new ArrayList<>();
      scheme.sign(TestKeys.PRIVATE, MESSAGE, RecordingEngine.random(events));
      assertThat(events).as("%s, for blinding or salt", scheme.name()).isNotEmpty();
    }
  }

  @Test
  void refuseToSignWithAKeyOfAnotherTypeAsTheCallersBug() throws Exception {
    KeyPair ec = KeyPairGenerator.getInstance("EC").generateKeyPair();

    for (AttestationScheme scheme : schemes("JDK")) {
      assertThatThrownBy(() -> scheme.sign(ec.getPrivate(), MESSAGE, TestKeys.RANDOM))
          .as(scheme.name())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"JDK", "BC", "CORRETTO"})
  void diasSignsExactlyTheBlockOfItsDefinition(String engine) {
    Bytes digest = Bytes.of(TestPadding.digest("SHA-256", MESSAGE.toArray()));
    Bytes expected =
        Bytes.concat(
            Bytes.hex("0001" + "ff".repeat(256 - 3 - 4 - 51) + "00" + DIAS_IN_HEX + SHA256_INFO),
            digest);
    Rs256Dias dias = new Rs256Dias(TestKeys.engines(engine));

    Bytes signature = dias.sign(TestKeys.PRIVATE, MESSAGE, TestKeys.RANDOM);

    assertThat(TestKeys.publicOperation(signature.toArray())).isEqualTo(expected);
    assertThat(signature).isEqualTo(TestKeys.privateOperation(expected.toArray()));
    assertThat(dias.verify(TestKeys.PUBLIC, MESSAGE, TestKeys.privateOperation(expected.toArray())))
        .isTrue();
  }

  @Test
  @DisplayName("attack 16: no scheme takes a signature of another one, DIAS included")
  void refuseSignaturesOfOtherSchemes() throws Exception {
    for (AttestationScheme signer : ofAllEngines().toList()) {
      Bytes signature = signer.sign(TestKeys.PRIVATE, MESSAGE, TestKeys.RANDOM);
      for (AttestationScheme verifier : ofAllEngines().toList()) {
        assertThat(verifier.verify(TestKeys.PUBLIC, MESSAGE, signature))
            .as("%s for %s", signer.name(), verifier.name())
            .isEqualTo(signer.name().equals(verifier.name()));
      }
    }
    assertThat(standard("SHA256withRSA", null, schemes("JDK").get(1)))
        .as("DIAS for the JDK's own verifier")
        .isFalse();
  }

  @Test
  @DisplayName("attack 16: signatures with the same key under other hashes are no attestation")
  void refuseSignaturesOfOtherProtocols() throws Exception {
    for (String algorithm : List.of("SHA1withRSA", "SHA384withRSA", "SHA512withRSA")) {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(TestKeys.PRIVATE);
      signer.update(MESSAGE.toArray());
      Bytes signature = Bytes.of(signer.sign());
      for (AttestationScheme verifier : ofAllEngines().toList()) {
        assertThat(verifier.verify(TestKeys.PUBLIC, MESSAGE, signature))
            .as("%s for %s", algorithm, verifier.name())
            .isFalse();
      }
    }
  }

  private static boolean standard(
      String algorithm, PSSParameterSpec parameters, AttestationScheme signer) throws Exception {
    Signature verifier = Signature.getInstance(algorithm);
    if (parameters != null) {
      verifier.setParameter(parameters);
    }
    verifier.initVerify(TestKeys.PUBLIC);
    verifier.update(MESSAGE.toArray());
    return verifier.verify(signer.sign(TestKeys.PRIVATE, MESSAGE, TestKeys.RANDOM).toArray());
  }
}
