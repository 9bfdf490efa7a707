package dev.skep.provider.rsa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.testkit.vectors.ThirdPartyVectors;
import dev.skep.testkit.vectors.VectorTally;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Wycheproof's OAEP files through the service itself. They carry messages of any length; K has 32
 * bytes and no label, so a valid vector counts as good here only if its message is a K.
 */
class RsaOaep256VectorsTest {
  private static final String RECOVERED = "K recovered";

  @ParameterizedTest
  @CsvSource({
    "rsa_oaep_2048_sha256_mgf1sha256,JDK,1",
    "rsa_oaep_2048_sha256_mgf1sha256,BC,1",
    "rsa_oaep_2048_sha256_mgf1sha256,CORRETTO,1",
    "rsa_oaep_3072_sha256_mgf1sha256,JDK,1",
    "rsa_oaep_3072_sha256_mgf1sha256,BC,1",
    "rsa_oaep_3072_sha256_mgf1sha256,CORRETTO,1",
    "rsa_oaep_2048_sha256_mgf1sha1,JDK,0",
    "rsa_oaep_2048_sha256_mgf1sha1,BC,0",
    "rsa_oaep_2048_sha256_mgf1sha1,CORRETTO,0"
  })
  void recoversOnlyWhatIsTheEncryptionOfAKey(String file, String engine, int keys)
      throws Exception {
    RsaOaep256 oaep = new RsaOaep256(TestKeys.engines(engine));
    String path = "wycheproof/testvectors_v1/" + file + "_test.json.gz";
    JsonNode root = ThirdPartyVectors.json(path);
    VectorTally tally = new VectorTally(path, oaep.name(), engine);
    for (JsonNode group : root.get("testGroups")) {
      KeyPair pair = pair(oaep, group.get("privateKeyPkcs8").asText());
      boolean rightMgf = group.get("mgfSha").asText().equals("SHA-256");
      for (JsonNode vector : group.get("tests")) {
        tally.count(run(oaep, pair, vector, rightMgf));
      }
    }
    tally.report();
    assertThat(tally.total(RECOVERED)).isEqualTo(keys);
    assertThat(tally.total()).isEqualTo(root.get("numberOfTests").asInt());
  }

  private static String run(RsaOaep256 oaep, KeyPair pair, JsonNode vector, boolean rightMgf) {
    Bytes message = Bytes.hex(vector.get("msg").asText());
    boolean labelled = !vector.get("label").asText().isEmpty();
    boolean valid = vector.get("result").asText().equals("valid");
    boolean recovered = valid && rightMgf && !labelled && message.length() == 32;
    Bytes encapsulated = Bytes.hex(vector.get("ct").asText());
    try (Decapsulation got = oaep.decapsulate(pair, encapsulated, TestKeys.RANDOM);
        SecretBytes expected = SecretBytes.copyOf(message.toArray())) {
      assertThat(got.failure().isEmpty()).as(vector.toString()).isEqualTo(recovered);
      assertThat(got.sharedSecret().length()).isEqualTo(32);
      assertThat(got.sharedSecret().matches(expected)).as(vector.toString()).isEqualTo(recovered);
    }
    if (!valid) {
      return "invalid and refused";
    }
    return recovered
        ? RECOVERED
        : !rightMgf
            ? "valid with MGF1-SHA-1 and refused"
            : labelled ? "valid with a label and refused" : "valid of another length and refused";
  }

  private static KeyPair pair(RsaOaep256 oaep, String pkcs8) throws Exception {
    PrivateKey key = oaep.decodePrivateKey(SecretBytes.adopt(Bytes.hex(pkcs8).toArray()));
    RSAPrivateCrtKey crt = (RSAPrivateCrtKey) key;
    return new KeyPair(
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(crt.getModulus(), crt.getPublicExponent())),
        key);
  }
}
