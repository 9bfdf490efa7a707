package dev.skep.provider.pqc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.testkit.vectors.ThirdPartyVectors;
import dev.skep.testkit.vectors.VectorTally;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Map;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;
import org.junit.jupiter.api.Test;

/** ML-DSA vectors of NIST and Wycheproof, through the services. */
class MlDsaVectorsTest {
  private static final String KEY_GEN =
      "nist-acvp/ML-DSA-keyGen-FIPS204/internalProjection.json.gz";
  private static final String SIG_VER =
      "nist-acvp/ML-DSA-sigVer-FIPS204/internalProjection.json.gz";
  private static final String WYCHEPROOF = "wycheproof/testvectors_v1/mldsa_65_verify_test.json.gz";
  private static final String BOTH = "ML-DSA-65, ML-DSA-87";

  private final Map<String, MlDsa> schemes =
      Map.of("ML-DSA-65", new MlDsa65(Lab.engines()), "ML-DSA-87", new MlDsa87(Lab.engines()));

  @Test
  void nistSeedsExpandToTheirKeys() throws Exception {
    VectorTally tally = new VectorTally(KEY_GEN, BOTH + ": private keys", "BC");
    for (JsonNode group : groups(KEY_GEN)) {
      String name = group.path("parameterSet").asText();
      if (schemes.containsKey(name)) {
        for (JsonNode test : group.path("tests")) {
          Bytes pkcs8 = Lab.pkcs8(name, Lab.both(hex(test, "seed"), hex(test, "sk")));
          PrivateKey key = schemes.get(name).decodePrivateKey(SecretBytes.copyOf(pkcs8.toArray()));
          assertThat(Bytes.of(((MLDSAPrivateKey) key).getPublicKey().getEncoded()))
              .isEqualTo(Lab.spki(name, hex(test, "pk")));
          tally.count("expanded");
        }
      } else {
        group.path("tests").forEach(test -> tally.notApplicable("ML-DSA-44"));
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(50);
  }

  /** Those with a context or a digest made outside are other signatures, which fail here. */
  @Test
  void nistSignaturesVerifyExactlyWherePureAndWithoutContext() throws Exception {
    VectorTally tally = new VectorTally(SIG_VER, BOTH, "BC");
    for (JsonNode group : groups(SIG_VER)) {
      MlDsa scheme = schemes.get(group.path("parameterSet").asText());
      if (scheme != null && group.path("signatureInterface").asText().equals("external")) {
        boolean pure = group.path("preHash").asText().equals("pure");
        for (JsonNode test : group.path("tests")) {
          boolean plain = pure && test.path("context").asText().isEmpty();
          PublicKey key = scheme.decodePublicKey(Lab.spki(scheme.name(), hex(test, "pk")));
          boolean verified = scheme.verify(key, hex(test, "message"), hex(test, "signature"));
          assertThat(verified)
              .as(test.path("tcId").asText())
              .isEqualTo(plain && test.path("testPassed").asBoolean());
          tally.count(
              (plain ? "" : "with context or pre-hash and ")
                  + (verified ? "verified" : "not verified"));
        }
      } else {
        String reason = scheme == null ? "ML-DSA-44" : "internal interface";
        group.path("tests").forEach(test -> tally.notApplicable(reason));
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(60);
  }

  @Test
  void wycheproofSignaturesVerifyExactlyWhereValidAndWithoutContext() throws Exception {
    MlDsa scheme = new MlDsa65(Lab.engines());
    VectorTally tally = new VectorTally(WYCHEPROOF, scheme.name(), "BC");
    for (JsonNode group : groups(WYCHEPROOF)) {
      for (JsonNode test : group.path("tests")) {
        boolean due =
            test.path("result").asText().equals("valid") && test.path("ctx").asText().isEmpty();
        String outcome = verify(scheme, hex(group, "publicKey"), test);
        assertThat(outcome.equals("verified")).as(test.path("tcId").asText()).isEqualTo(due);
        tally.count(outcome);
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(210);
  }

  private static String verify(MlDsa scheme, Bytes publicKey, JsonNode test) {
    try {
      PublicKey key = scheme.decodePublicKey(Lab.spki("ML-DSA-65", publicKey));
      return scheme.verify(key, hex(test, "msg"), hex(test, "sig")) ? "verified" : "not verified";
    } catch (InvalidKeyException e) {
      return "key refused";
    }
  }

  private static JsonNode groups(String path) {
    return ThirdPartyVectors.json(path).path("testGroups");
  }

  private static Bytes hex(JsonNode test, String field) {
    return Bytes.hex(test.path(field).asText());
  }
}
