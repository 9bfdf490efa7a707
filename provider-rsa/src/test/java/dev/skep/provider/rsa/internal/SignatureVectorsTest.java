package dev.skep.provider.rsa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.testkit.vectors.ThirdPartyVectors;
import dev.skep.testkit.vectors.VectorTally;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Wycheproof's RSA signature files through the services.
 *
 * <p>Policy for "acceptable": refused. The only one is a DigestInfo without the NULL parameters;
 * RFC 8017 section 9.2 has them written, and one encoding for each signature is part of what a
 * scheme promises.
 *
 * <p>Vectors of a key that the scheme refuses count as refused, valid or not: those with e = 3 and
 * those whose key is of the type RSASSA-PSS, and no others.
 */
class SignatureVectorsTest {
  private static final String FOLDER = "wycheproof/testvectors_v1/";

  @ParameterizedTest
  @CsvSource({
    "rsa_pss_2048_sha256_mgf1_32,JDK",
    "rsa_pss_2048_sha256_mgf1_32,BC",
    "rsa_pss_2048_sha256_mgf1_32,CORRETTO",
    "rsa_pss_3072_sha256_mgf1_32,JDK",
    "rsa_pss_3072_sha256_mgf1_32,BC",
    "rsa_pss_3072_sha256_mgf1_32,CORRETTO"
  })
  void ps256AcceptsExactlyTheValidOnes(String file, String engine) {
    runAll(file, engine, new Ps256(TestKeys.engines(engine)), "publicKeyDer", 63);
  }

  @ParameterizedTest
  @CsvSource({
    "rsa_signature_2048_sha256,JDK,7",
    "rsa_signature_2048_sha256,BC,7",
    "rsa_signature_2048_sha256,CORRETTO,7",
    "rsa_signature_3072_sha256,JDK,7",
    "rsa_signature_3072_sha256,BC,7",
    "rsa_signature_3072_sha256,CORRETTO,7"
  })
  void rs256AcceptsExactlyTheValidOnesOfGoodKeys(String file, String engine, int valid) {
    runAll(file, engine, new Rs256(TestKeys.engines(engine)), "publicKeyDer", valid);
  }

  @ParameterizedTest
  @CsvSource({"JDK", "BC", "CORRETTO"})
  void ps256RefusesKeysThatAreBoundToPssParameters(String engine) {
    String file = "rsa_pss_2048_sha256_mgf1_32_params";
    Ps256 scheme = new Ps256(TestKeys.engines(engine));

    runAll(file, engine, scheme, "publicKeyDer", 0);
    runAll(file, engine, scheme, "publicKeyAsn", 63);
  }

  private static void runAll(
      String file, String engine, AttestationScheme scheme, String keyField, int accepted) {
    String path = FOLDER + file + "_test.json.gz";
    JsonNode root = ThirdPartyVectors.json(path);
    String subject = scheme.name() + ("publicKeyAsn".equals(keyField) ? ", bare keys" : "");
    VectorTally tally = new VectorTally(path, subject, engine);
    for (JsonNode group : root.get("testGroups")) {
      PublicKey key = key(scheme, group, keyField);
      for (JsonNode vector : group.get("tests")) {
        String result = vector.get("result").asText();
        if (key == null) {
          assertThat(vector.get("flags").toString().contains("SmallPublicKey"))
              .isEqualTo(!file.endsWith("_params"));
          tally.count(result + " and key refused");
          continue;
        }
        boolean verified =
            scheme.verify(
                key, Bytes.hex(vector.get("msg").asText()), Bytes.hex(vector.get("sig").asText()));
        assertThat(verified).as(vector.toString()).isEqualTo(result.equals("valid"));
        tally.count(result + (verified ? " and accepted" : " and refused"));
      }
    }
    tally.report();
    assertThat(tally.total("valid and accepted")).isEqualTo(accepted);
    assertThat(tally.total()).isEqualTo(root.get("numberOfTests").asInt());
  }

  private static PublicKey key(AttestationScheme scheme, JsonNode group, String field) {
    Bytes encoded = Bytes.hex(group.get(field).asText());
    boolean bare = field.equals("publicKeyAsn");
    try {
      return scheme.decodePublicKey(bare ? TestDer.spki(TestDer.RSA_ENCRYPTION, encoded) : encoded);
    } catch (InvalidKeyException e) {
      return null;
    }
  }
}
