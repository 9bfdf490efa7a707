package dev.skep.provider.ecdh.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.testkit.vectors.ThirdPartyVectors;
import dev.skep.testkit.vectors.VectorTally;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Wycheproof's and RFC 7748's key agreement vectors, through the services: a vector's
 * Diffie-Hellman value becomes the K that is due by the test's own key derivation.
 *
 * <p>What Wycheproof calls acceptable: other encodings of a valid key (compressed, other DER,
 * explicit parameters) are refused, since SKEP has one encoding for each key. For X25519, points on
 * the twist are accepted; encodings that are not canonical and points of small order are refused.
 */
class AgreementVectorsTest {
  private static final String WYCHEPROOF = "wycheproof/testvectors_v1/";
  private static final String RFC_7748 = "rfc/7748-x25519/rfc7748_kat_test.json.gz";
  private static final String RFC_7748_TIMES = "rfc/7748-x25519/rfc7748_times_test.json.gz";
  private static final Set<String> REFUSED_FOR_X25519 =
      Set.of("NonCanonicalPublic", "ZeroSharedSecret", "LowOrderPublic");

  @ParameterizedTest
  @CsvSource({
    "JDK, P-256, ecdh_secp256r1_ecpoint_test, 355",
    "BC, P-256, ecdh_secp256r1_ecpoint_test, 355",
    "CORRETTO, P-256, ecdh_secp256r1_ecpoint_test, 355",
    "JDK, P-384, ecdh_secp384r1_ecpoint_test, 790",
    "BC, P-384, ecdh_secp384r1_ecpoint_test, 790",
    "CORRETTO, P-384, ecdh_secp384r1_ecpoint_test, 790"
  })
  void pointsGivenAsEkAreDecapsulatedOrGiveARandomK(
      TestEngine engine, String curve, String file, int count) throws Exception {
    VectorTally tally =
        new VectorTally(WYCHEPROOF + file + ".json.gz", name(engine, curve), engine);
    for (JsonNode test : tests(file)) {
      boolean due = test.path("result").asText().equals("valid");
      Bytes point = Bytes.hex(test.path("public").asText());
      checkDecapsulation(engine, curve, test, point, due);
      tally.count(outcome(test, due));
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({
    "JDK, P-256, ecdh_secp256r1_test, 612",
    "BC, P-256, ecdh_secp256r1_test, 612",
    "CORRETTO, P-256, ecdh_secp256r1_test, 612",
    "JDK, P-384, ecdh_secp384r1_test, 1047",
    "BC, P-384, ecdh_secp384r1_test, 1047",
    "CORRETTO, P-384, ecdh_secp384r1_test, 1047"
  })
  void publicKeysAreDecodedAndAgreedWithOrRefused(
      TestEngine engine, String curve, String file, int count) throws Exception {
    VectorTally tally =
        new VectorTally(WYCHEPROOF + file + ".json.gz", name(engine, curve), engine);
    for (JsonNode test : tests(file)) {
      boolean due = test.path("result").asText().equals("valid");
      checkEncapsulation(engine, curve, test, Bytes.hex(test.path("public").asText()), due);
      tally.count(outcome(test, due));
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(count);
  }

  @ParameterizedTest
  @EnumSource
  void x25519CoordinatesAreAcceptedInTheirCanonicalEncodingOnly(TestEngine engine)
      throws Exception {
    VectorTally tally =
        new VectorTally(WYCHEPROOF + "x25519_test.json.gz", name(engine, "X25519"), engine);
    for (JsonNode test : tests("x25519_test")) {
      Set<String> flags = new HashSet<>();
      test.path("flags").forEach(flag -> flags.add(flag.asText()));
      flags.retainAll(REFUSED_FOR_X25519);
      Bytes u = Bytes.hex(test.path("public").asText());
      checkDecapsulation(engine, "X25519", test, u, flags.isEmpty());
      checkEncapsulation(engine, "X25519", test, Reference.of("X25519").spki(u), flags.isEmpty());
      tally.count(outcome(test, flags.isEmpty()));
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(518);
  }

  @ParameterizedTest
  @EnumSource
  void rfc7748VectorsAgreeUnlessTheirTopBitIsSet(TestEngine engine) throws Exception {
    VectorTally tally = new VectorTally(RFC_7748, name(engine, "X25519"), engine);
    for (JsonNode test : ThirdPartyVectors.json(RFC_7748)) {
      check7748(engine, tally, test.path("scalar").asText(), test, "input", "output");
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource
  void rfc7748AgreesWithTheGeneratorAsBothNumbers(TestEngine engine) throws Exception {
    VectorTally tally = new VectorTally(RFC_7748_TIMES, name(engine, "X25519"), engine);
    JsonNode all = ThirdPartyVectors.json(RFC_7748_TIMES);
    JsonNode once = all.get(0);
    assertThat(once.path("times").asInt()).isEqualTo(1);
    Bytes nine = Reference.of("X25519").generator();
    try (Decapsulation decapsulated = decapsulate(engine, "X25519", nine.toHex(), nine)) {
      assertThat(decapsulated.sharedSecret().copy())
          .isEqualTo(expected("X25519", once.path("key").asText(), nine));
    }
    tally.count("agreed");
    for (int i = 1; i < all.size(); i++) {
      tally.notApplicable("the function again and again, which no service offers");
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(1);
  }

  private static void check7748(
      TestEngine engine, VectorTally tally, String scalar, JsonNode test, String in, String out)
      throws Exception {
    Bytes u = Bytes.hex(test.path(in).asText());
    boolean due = u.at(31) < 0x80;
    try (Decapsulation decapsulated = decapsulate(engine, "X25519", scalar, u)) {
      assertThat(decapsulated.failure().isEmpty()).isEqualTo(due);
      byte[] k = decapsulated.sharedSecret().copy();
      assertThat(Arrays.equals(k, expected("X25519", test.path(out).asText(), u))).isEqualTo(due);
    }
    tally.count(due ? "agreed" : "refused");
  }

  private static void checkDecapsulation(
      TestEngine engine, String curve, JsonNode test, Bytes point, boolean due) throws Exception {
    try (Decapsulation decapsulated =
        decapsulate(engine, curve, test.path("private").asText(), point)) {
      byte[] k = decapsulated.sharedSecret().copy();
      assertThat(decapsulated.failure().isEmpty()).as(test.toString()).isEqualTo(due);
      if (due) {
        assertThat(k).isEqualTo(expected(curve, test.path("shared").asText(), point));
      } else {
        assertThat(k).hasSize(Reference.of(curve).length());
      }
    }
  }

  private static void checkEncapsulation(
      TestEngine engine, String curve, JsonNode test, Bytes spki, boolean due) throws Exception {
    DhKem kem = engine.transports().get(curve);
    Reference reference = Reference.of(curve);
    Optional<PublicKey> decoded = decoded(kem, spki);
    assertThat(decoded.isPresent()).as(test.toString()).isEqualTo(due);
    if (due) {
      KeyPair ephemeral = pair(kem, curve, test.path("private").asText());
      Bytes recipient = Bytes.hex(spki.toHex().substring(reference.spkiPrefix().length()));
      Bytes dh = Bytes.hex(test.path("shared").asText());
      try (Encapsulation made = kem.encapsulate(decoded.get(), ephemeral)) {
        assertThat(Bytes.of(made.sharedSecret().copy()))
            .as(test.toString())
            .isEqualTo(reference.sharedSecret(dh, reference.generator(), recipient));
      }
    }
  }

  private static Decapsulation decapsulate(
      TestEngine engine, String curve, String scalar, Bytes encapsulated) throws Exception {
    DhKem kem = engine.transports().get(curve);
    return kem.decapsulate(pair(kem, curve, scalar), encapsulated, TestEngine.RANDOM);
  }

  private static byte[] expected(String curve, String shared, Bytes encapsulated) {
    Reference reference = Reference.of(curve);
    return reference.sharedSecret(Bytes.hex(shared), encapsulated, reference.generator()).toArray();
  }

  /** The vector's private key beside the generator: no vector names its own public key. */
  private static KeyPair pair(DhKem kem, String curve, String scalar) throws Exception {
    Reference reference = Reference.of(curve);
    Bytes fixed =
        curve.equals("X25519") ? Bytes.hex(scalar) : reference.fixed(new BigInteger(scalar, 16));
    PrivateKey own = kem.decodePrivateKey(reference.pkcs8(fixed));
    return new KeyPair(kem.decodePublicKey(reference.spki(reference.generator())), own);
  }

  private static Optional<PublicKey> decoded(DhKem kem, Bytes spki) {
    try {
      return Optional.of(kem.decodePublicKey(spki));
    } catch (InvalidKeyException e) {
      return Optional.empty();
    }
  }

  private static String outcome(JsonNode test, boolean agreed) {
    return test.path("result").asText() + (agreed ? " and agreed" : " and refused");
  }

  private static String name(TestEngine engine, String curve) {
    return engine.transports().get(curve).name();
  }

  private static Iterable<JsonNode> tests(String file) {
    JsonNode all = ThirdPartyVectors.json(WYCHEPROOF + file + ".json.gz");
    assertThat(all.path("testGroups")).hasSize(1);
    return all.path("testGroups").get(0).path("tests");
  }
}
