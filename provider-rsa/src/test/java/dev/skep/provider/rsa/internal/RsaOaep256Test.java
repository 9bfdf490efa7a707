package dev.skep.provider.rsa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.engine.JcaEngines;
import dev.skep.provider.rsa.internal.TestPadding.Oaep;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RsaOaep256Test {
  private static final Bytes K = Bytes.of(TestPadding.digest("SHA-256", new byte[] {7}));
  private static final String NOT_OAEP =
      "the encapsulated key is not the OAEP encryption of 32 bytes other than zeros";
  private static final String IMPOSSIBLE =
      "the encapsulated key is not a number from 2 to n - 2 in the length of n";

  @ParameterizedTest
  @CsvSource({
    "JDK,JDK",
    "JDK,BC",
    "BC,JDK",
    "BC,BC",
    "CORRETTO,CORRETTO",
    "CORRETTO,JDK",
    "JDK,CORRETTO",
    "CORRETTO,BC",
    "BC,CORRETTO"
  })
  void recoversWhatWasEncapsulatedByEitherEngine(String seEngine, String serverEngine) {
    RsaOaep256 se = new RsaOaep256(TestKeys.engines(seEngine));
    RsaOaep256 server = new RsaOaep256(TestKeys.engines(serverEngine));

    try (Encapsulation made = se.encapsulate(TestKeys.PUBLIC, TestKeys.RANDOM);
        Decapsulation got =
            server.decapsulate(TestKeys.PAIR, made.encapsulatedKey(), TestKeys.RANDOM)) {
      assertThat(made.encapsulatedKey().length()).isEqualTo(TestKeys.LENGTH);
      assertThat(got.failure()).isEmpty();
      assertThat(got.sharedSecret().length()).isEqualTo(se.sharedSecretBytes()).isEqualTo(32);
      assertThat(got.sharedSecret().matches(made.sharedSecret())).isTrue();
    }
  }

  @Test
  void recoversWithAModulusThatIsNoWholeNumberOfBytes() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2050);
    KeyPair pair = generator.generateKeyPair();
    RsaOaep256 oaep = new RsaOaep256(TestKeys.engines("JDK"));

    try (Encapsulation made = oaep.encapsulate(pair.getPublic(), TestKeys.RANDOM);
        Decapsulation good = oaep.decapsulate(pair, made.encapsulatedKey(), TestKeys.RANDOM);
        Decapsulation bad = oaep.decapsulate(pair, Bytes.EMPTY, TestKeys.RANDOM)) {
      assertThat(good.sharedSecret().matches(made.sharedSecret())).isTrue();
      assertThat(bad.failure()).contains(IMPOSSIBLE);
    }
  }

  @Test
  void isForStaticKeysOfTheThreeSizes() {
    RsaOaep256 oaep = new RsaOaep256(TestKeys.engines("JDK"));

    assertThat(oaep.name()).isEqualTo("RSA-OAEP-256");
    assertThat(oaep.keyPairPerOffer()).isFalse();
    assertThat(oaep.keySizesBits()).containsExactly(3072, 2048, 4096);
    assertThatThrownBy(() -> oaep.generateKeyPair(1024, TestKeys.RANDOM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1024");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JDK", "BC", "CORRETTO"})
  void makesKeyPairsThatItsOwnChecksAccept(String engine) throws Exception {
    RsaOaep256 oaep = new RsaOaep256(TestKeys.engines(engine));

    KeyPair pair = oaep.generateKeyPair(2048, TestKeys.RANDOM);

    assertThat(((RSAPublicKey) pair.getPublic()).getModulus().bitLength()).isEqualTo(2048);
    assertThat(oaep.decodePublicKey(Bytes.of(pair.getPublic().getEncoded())).getEncoded())
        .isEqualTo(pair.getPublic().getEncoded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"JDK", "BC", "CORRETTO"})
  @DisplayName("attack 31: every defect of the OAEP block fails alike, with another random K")
  void failsAlikeForEveryDefectOfTheBlock(String engine) {
    Map<String, Oaep> defects = new LinkedHashMap<>();
    defects.put("first byte 1", new Oaep(1, "SHA-256", "SHA-256", Bytes.EMPTY, 1));
    defects.put("first byte 127", new Oaep(127, "SHA-256", "SHA-256", Bytes.EMPTY, 1));
    defects.put("label", new Oaep(0, "SHA-256", "SHA-256", Bytes.utf8("label"), 1));
    defects.put("hash of the label", new Oaep(0, "SHA-1", "SHA-256", Bytes.EMPTY, 1));
    defects.put("MGF1 with SHA-1", new Oaep(0, "SHA-256", "SHA-1", Bytes.EMPTY, 1));
    defects.put("no 01 after PS", new Oaep(0, "SHA-256", "SHA-256", Bytes.EMPTY, 0));
    defects.put("02 after PS", new Oaep(0, "SHA-256", "SHA-256", Bytes.EMPTY, 2));

    assertThat(outcome(engine, encrypt(Oaep.GOOD, K))).isEqualTo(K.toHex());
    defects.forEach(
        (name, defect) -> {
          Bytes encapsulated = encrypt(defect, K);
          assertThat(outcome(engine, encapsulated)).as(name).isEqualTo(NOT_OAEP);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"JDK", "BC", "CORRETTO"})
  @DisplayName("attack 33: EK of another length, not below n, or 0, 1, n - 1 fails")
  void failsForNumbersThatNoEncryptionGives(String engine) {
    BigInteger n = TestKeys.PUBLIC.getModulus();
    Bytes good = encrypt(Oaep.GOOD, K);
    Map<String, Bytes> impossible = new LinkedHashMap<>();
    impossible.put("empty", Bytes.EMPTY);
    impossible.put("one byte short", good.slice(0, 255));
    impossible.put("leading zero", Bytes.concat(Bytes.hex("00"), good));
    impossible.put("trailing zero", Bytes.concat(good, Bytes.hex("00")));
    impossible.put("64 KiB", Bytes.of(new byte[65536]));
    impossible.put("0", TestKeys.fixed(BigInteger.ZERO, 256));
    impossible.put("1", TestKeys.fixed(BigInteger.ONE, 256));
    impossible.put("n - 1", TestKeys.fixed(n.subtract(BigInteger.ONE), 256));
    impossible.put("n", TestKeys.fixed(n, 256));
    impossible.put("n + 1", TestKeys.fixed(n.add(BigInteger.ONE), 256));
    impossible.put(
        "2^2048 - 1", TestKeys.fixed(BigInteger.ONE.shiftLeft(2048).subtract(BigInteger.ONE), 256));

    impossible.forEach(
        (name, value) -> assertThat(outcome(engine, value)).as(name).isEqualTo(IMPOSSIBLE));
    assertThat(outcome(engine, TestKeys.fixed(BigInteger.TWO, 256))).isEqualTo(NOT_OAEP);
  }

  @Test
  @DisplayName("attack 33: EK that is a good one plus n fails")
  void failsForAGoodOnePlusTheModulus() {
    BigInteger n = TestKeys.PUBLIC.getModulus();
    BigInteger sum;
    do {
      sum = new BigInteger(1, encrypt(Oaep.GOOD, K).toArray()).add(n);
    } while (sum.bitLength() > 2048);

    assertThat(outcome("JDK", TestKeys.fixed(sum, 256))).isEqualTo(IMPOSSIBLE);
    assertThat(outcome("JDK", TestKeys.fixed(sum.subtract(n), 256))).isEqualTo(K.toHex());
  }

  @ParameterizedTest
  @ValueSource(strings = {"JDK", "BC", "CORRETTO"})
  @DisplayName("attack 35: K that is short, long or all zeros fails")
  void failsForKeysOfAnotherLengthOrAllZeros(String engine) {
    for (int length : new int[] {0, 1, 31, 33, 64, 190}) {
      byte[] key = new byte[length];
      java.util.Arrays.fill(key, (byte) 0x5a);
      assertThat(outcome(engine, encrypt(Oaep.GOOD, Bytes.of(key))))
          .as("%d bytes", length)
          .isEqualTo(NOT_OAEP);
    }
    assertThat(outcome(engine, encrypt(Oaep.GOOD, Bytes.of(new byte[32])))).isEqualTo(NOT_OAEP);
    byte[] oneBit = new byte[32];
    oneBit[31] = 1;
    assertThat(outcome(engine, encrypt(Oaep.GOOD, Bytes.of(oneBit))))
        .isEqualTo(Bytes.of(oneBit).toHex());
  }

  @Test
  @DisplayName("attacks 31 and 33: the spare K is drawn first, then one operation on k bytes runs")
  void takesTheSamePathForGoodAndBad() {
    for (Bytes encapsulated :
        List.of(
            encrypt(Oaep.GOOD, K),
            encrypt(new Oaep(1, "SHA-256", "SHA-256", Bytes.EMPTY, 1), K),
            encrypt(Oaep.GOOD, Bytes.EMPTY),
            Bytes.EMPTY,
            TestKeys.fixed(BigInteger.ZERO, 256),
            TestKeys.fixed(TestKeys.PUBLIC.getModulus(), 256),
            Bytes.of(new byte[1000]))) {
      List<String> events = new ArrayList<>();
      JcaEngines engines = new JcaEngines();
      engines.add(new RecordingEngine(events));
      RsaOaep256 oaep = new RsaOaep256(new RsaEngines(engines, List.of("RECORDING")));

      oaep.decapsulate(TestKeys.PAIR, encapsulated, RecordingEngine.random(events)).close();

      assertThat(events).startsWith("random 32").endsWith("operation 256");
      assertThat(events).filteredOn(event -> event.startsWith("operation")).hasSize(1);
    }
  }

  @Test
  @DisplayName("attack 33: what RSA does in place of an impossible EK is work on random bytes")
  void drawsTheStandInForAnImpossibleEncapsulatedKey() {
    for (Bytes impossible : List.of(Bytes.EMPTY, TestKeys.fixed(BigInteger.ONE, 256))) {
      List<String> events = new ArrayList<>();
      JcaEngines engines = new JcaEngines();
      engines.add(new RecordingEngine(events));
      RsaOaep256 oaep = new RsaOaep256(new RsaEngines(engines, List.of("RECORDING")));

      oaep.decapsulate(TestKeys.PAIR, impossible, RecordingEngine.random(events)).close();

      assertThat(events).containsExactly("random 32", "random 256", "operation 256");
    }
  }

  @Test
  void refusesAPrivateKeyOfAnotherTypeAsTheCallersBug() throws Exception {
    KeyPair ec = KeyPairGenerator.getInstance("EC").generateKeyPair();
    RsaOaep256 oaep = new RsaOaep256(TestKeys.engines("JDK"));

    assertThatThrownBy(() -> oaep.decapsulate(ec, Bytes.EMPTY, TestKeys.RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Bytes encrypt(Oaep padding, Bytes message) {
    return TestKeys.publicOperation(padding.block(message, TestKeys.LENGTH));
  }

  /** K in hexadecimal where it was recovered, else the failure's text. */
  private static String outcome(String engine, Bytes encapsulated) {
    RsaOaep256 oaep = new RsaOaep256(TestKeys.engines(engine));
    try (Decapsulation first = oaep.decapsulate(TestKeys.PAIR, encapsulated, TestKeys.RANDOM);
        Decapsulation second = oaep.decapsulate(TestKeys.PAIR, encapsulated, TestKeys.RANDOM)) {
      boolean failed = first.failure().isPresent();
      assertThat(second.failure()).isEqualTo(first.failure());
      assertThat(first.sharedSecret().length()).isEqualTo(32);
      assertThat(first.sharedSecret().matches(second.sharedSecret())).isEqualTo(!failed);
      return first.failure().orElseGet(() -> first.sharedSecret().use(k -> Bytes.of(k).toHex()));
    }
  }
}
