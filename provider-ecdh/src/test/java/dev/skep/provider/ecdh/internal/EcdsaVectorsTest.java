package dev.skep.provider.ecdh.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skep.api.Bytes;
import dev.skep.testkit.vectors.ThirdPartyVectors;
import dev.skep.testkit.vectors.VectorTally;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** ECDSA vectors of Wycheproof, NIST ACVP and RFC 6979, through the services. */
class EcdsaVectorsTest {
  private static final Map<String, String> HASHES =
      Map.of("P-256", "SHA2-256", "P-384", "SHA2-384", "P-521", "SHA2-512");

  private static final String SIG_VER =
      "nist-acvp/ECDSA-SigVer-FIPS186-5/internalProjection.json.gz";
  private static final String KEY_VER =
      "nist-acvp/ECDSA-KeyVer-FIPS186-5/internalProjection.json.gz";
  private static final String RFC_6979 = "rfc/6979-deterministic-ecdsa/vectors.json.gz";

  /**
   * Valid signatures where the x of R is not below n. Java 17's engine refuses them; a signer meets
   * one once in 2^128 signatures on P-256 and less often on P-384.
   */
  private static final Set<String> JDK_MAY_REFUSE =
      Set.of(
          "ecdsa_secp256r1_sha256_test 350",
          "ecdsa_secp256r1_sha256_test 479",
          "ecdsa_secp384r1_sha384_test 382",
          "ecdsa_secp384r1_sha384_test 499");

  /** Wycheproof's signatures are DER; what is not strict DER must fail in the conversion to r‖s. */
  @ParameterizedTest
  @CsvSource({
    "JDK, P-256, ecdsa_secp256r1_sha256_test, 484",
    "BC, P-256, ecdsa_secp256r1_sha256_test, 484",
    "CORRETTO, P-256, ecdsa_secp256r1_sha256_test, 484",
    "JDK, P-384, ecdsa_secp384r1_sha384_test, 504",
    "BC, P-384, ecdsa_secp384r1_sha384_test, 504",
    "CORRETTO, P-384, ecdsa_secp384r1_sha384_test, 504"
  })
  void wycheproofSignaturesVerifyExactlyWhereValid(
      TestEngine engine, String curve, String file, int count) throws Exception {
    Ecdsa scheme = scheme(engine, curve);
    VectorTally tally =
        new VectorTally("wycheproof/testvectors_v1/" + file + ".json.gz", scheme.name(), engine);
    JsonNode groups =
        ThirdPartyVectors.json("wycheproof/testvectors_v1/" + file + ".json.gz").path("testGroups");
    for (JsonNode group : groups) {
      PublicKey key = scheme.decodePublicKey(Bytes.hex(group.path("publicKeyDer").asText()));
      for (JsonNode test : group.path("tests")) {
        Optional<byte[]> fixed =
            EcdsaDer.decode(
                Bytes.hex(test.path("sig").asText()).toArray(), Reference.of(curve).length());
        Bytes message = Bytes.hex(test.path("msg").asText());
        boolean verified = fixed.isPresent() && scheme.verify(key, message, Bytes.of(fixed.get()));
        if (!verified && engine == TestEngine.JDK && JDK_MAY_REFUSE.contains(id(file, test))) {
          tally.count("valid and refused by the JDK's engine");
          continue;
        }
        assertThat(verified)
            .as(test.toString())
            .isEqualTo(test.path("result").asText().equals("valid"));
        tally.count(fixed.isEmpty() ? "refused as DER" : verified ? "verified" : "not verified");
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(count);
  }

  @ParameterizedTest
  @EnumSource
  void acvpSignaturesVerifyExactlyWhereThePassedFlagSaysSo(TestEngine engine) {
    VectorTally tally = new VectorTally(SIG_VER, "ES256, ES384, ES512", engine);
    JsonNode groups = ThirdPartyVectors.json(SIG_VER).path("testGroups");
    for (JsonNode group : groups) {
      String curve = group.path("curve").asText();
      if (!group.path("hashAlg").asText().equals(HASHES.get(curve))) {
        group.path("tests").forEach(test -> tally.notApplicable("of another curve or hash"));
        continue;
      }
      for (JsonNode test : group.path("tests")) {
        boolean verified = verifies(engine, curve, test, "qx", "qy");
        assertThat(verified).as(test.toString()).isEqualTo(test.path("testPassed").asBoolean());
        tally.count(verified ? "verified" : "not verified");
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(14);
  }

  @ParameterizedTest
  @EnumSource
  void acvpPublicKeysAreAcceptedExactlyWhereThePassedFlagSaysSo(TestEngine engine) {
    VectorTally tally = new VectorTally(KEY_VER, "ES256, ES384, ES512: public keys", engine);
    JsonNode groups = ThirdPartyVectors.json(KEY_VER).path("testGroups");
    for (JsonNode group : groups) {
      String curve = group.path("curve").asText();
      if (!HASHES.containsKey(curve)) {
        group.path("tests").forEach(test -> tally.notApplicable("of another curve"));
        continue;
      }
      for (JsonNode test : group.path("tests")) {
        boolean accepted = key(scheme(engine, curve), curve, test, "qx", "qy").isPresent();
        assertThat(accepted).as(test.toString()).isEqualTo(test.path("testPassed").asBoolean());
        tally.count(accepted ? "accepted" : "refused");
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(9);
  }

  @ParameterizedTest
  @EnumSource
  void rfc6979SignaturesVerify(TestEngine engine) throws Exception {
    VectorTally tally = new VectorTally(RFC_6979, "ES256, ES384, ES512", engine);
    for (JsonNode set : ThirdPartyVectors.json(RFC_6979)) {
      String curve = set.path("curve").asText().replace("NIST ", "");
      if (!HASHES.containsKey(curve)) {
        set.path("cases").forEach(test -> tally.notApplicable("of another curve or hash"));
        continue;
      }
      Ecdsa scheme = scheme(engine, curve);
      PublicKey key = key(scheme, curve, set, "Ux", "Uy").orElseThrow();
      for (JsonNode test : set.path("cases")) {
        if (test.path("hash").asText().equals(HASHES.get(curve).replace("SHA2", "SHA"))) {
          Bytes message = Bytes.utf8(test.path("message").asText());
          assertThat(scheme.verify(key, message, signature(curve, test))).isTrue();
          tally.count("verified");
        } else {
          tally.notApplicable("of another curve or hash");
        }
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(6);
  }

  private static String id(String file, JsonNode test) {
    return file + " " + test.path("tcId").asInt();
  }

  private static boolean verifies(
      TestEngine engine, String curve, JsonNode test, String x, String y) {
    Ecdsa scheme = scheme(engine, curve);
    Bytes message = Bytes.hex(test.path("message").asText());
    return key(scheme, curve, test, x, y)
        .map(key -> scheme.verify(key, message, signature(curve, test)))
        .orElse(false);
  }

  private static Bytes signature(String curve, JsonNode test) {
    Reference reference = Reference.of(curve);
    return Bytes.concat(
        reference.fixed(new BigInteger(test.path("r").asText(), 16)),
        reference.fixed(new BigInteger(test.path("s").asText(), 16)));
  }

  /** Coordinates too large for the curve do not even have an encoding of the right length. */
  private static Optional<PublicKey> key(
      Ecdsa scheme, String curve, JsonNode test, String x, String y) {
    Bytes point =
        Bytes.concat(
            Bytes.hex("04"), coordinate(curve, test.path(x)), coordinate(curve, test.path(y)));
    try {
      return Optional.of(scheme.decodePublicKey(Reference.of(curve).spki(point)));
    } catch (InvalidKeyException e) {
      return Optional.empty();
    }
  }

  private static Bytes coordinate(String curve, JsonNode text) {
    String digits = text.asText();
    int due = 2 * Reference.of(curve).length();
    return Bytes.hex("0".repeat(Math.max(digits.length() % 2, due - digits.length())) + digits);
  }

  private static Ecdsa scheme(TestEngine engine, String curve) {
    EcEngines engines = engine.engines();
    return switch (curve) {
      case "P-256" -> new Es256(engines);
      case "P-384" -> new Es384(engines);
      default -> new Es512(engines);
    };
  }
}
