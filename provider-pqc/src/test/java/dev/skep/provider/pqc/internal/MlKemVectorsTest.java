package dev.skep.provider.pqc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.testkit.vectors.ThirdPartyVectors;
import dev.skep.testkit.vectors.VectorTally;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Map;
import org.bouncycastle.jcajce.interfaces.MLKEMPrivateKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** ML-KEM vectors of NIST and Wycheproof, through the services. */
class MlKemVectorsTest {
  private static final String ENCAP_DECAP =
      "nist-acvp/ML-KEM-encapDecap-FIPS203/internalProjection.json.gz";
  private static final String KEY_GEN =
      "nist-acvp/ML-KEM-keyGen-FIPS203/internalProjection.json.gz";
  private static final String WYCHEPROOF = "wycheproof/testvectors_v1/mlkem_768_";

  private static final String BOTH = "ML-KEM-768, ML-KEM-1024";

  private final Map<String, MlKem> transports =
      Map.of(
          "ML-KEM-768", new MlKem768(Lab.engines()), "ML-KEM-1024", new MlKem1024(Lab.engines()));

  @Test
  void nistSeedsExpandToTheirKeys() throws Exception {
    VectorTally tally = new VectorTally(KEY_GEN, BOTH + ": private keys", "BC");
    for (JsonNode group : groups(KEY_GEN)) {
      String name = group.path("parameterSet").asText();
      if (transports.containsKey(name)) {
        for (JsonNode test : group.path("tests")) {
          assertExpands(name, Bytes.concat(hex(test, "d"), hex(test, "z")), test);
          tally.count("expanded");
        }
      } else {
        group.path("tests").forEach(test -> tally.notApplicable("ML-KEM-512"));
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(50);
  }

  @Test
  void wycheproofSeedsExpandToTheirKeys() throws Exception {
    VectorTally tally =
        new VectorTally(WYCHEPROOF + "keygen_seed_test.json.gz", "ML-KEM-768: private keys", "BC");
    for (JsonNode group : groups(WYCHEPROOF + "keygen_seed_test.json.gz")) {
      for (JsonNode test : group.path("tests")) {
        assertExpands("ML-KEM-768", hex(test, "seed"), test);
        tally.count("expanded");
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(100);
  }

  @Test
  void nistEncapsulationsAreMade() throws Exception {
    VectorTally tally = new VectorTally(ENCAP_DECAP, BOTH + ": encapsulation", "BC");
    for (JsonNode group : groups(ENCAP_DECAP)) {
      MlKem transport = transports.get(group.path("parameterSet").asText());
      if (transport != null && group.path("function").asText().equals("encapsulation")) {
        for (JsonNode test : group.path("tests")) {
          assertEncapsulates(transport, test, "k");
          tally.count("encapsulated");
        }
      } else if (group.path("function").asText().equals("encapsulation")) {
        group.path("tests").forEach(test -> tally.notApplicable("ML-KEM-512"));
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(50);
  }

  @Test
  void nistDecapsulationsGiveTheirSecretAlsoWhereTheyRejectImplicitly() throws Exception {
    VectorTally tally = new VectorTally(ENCAP_DECAP, BOTH + ": decapsulation", "BC");
    for (JsonNode group : groups(ENCAP_DECAP)) {
      MlKem transport = transports.get(group.path("parameterSet").asText());
      if (transport != null && group.path("function").asText().equals("decapsulation")) {
        for (JsonNode test : group.path("tests")) {
          PublicKey ek = transport.decodePublicKey(Lab.spki(transport.name(), hex(test, "ek")));
          KeyPair pair = new KeyPair(ek, Lab.withoutSeed(transport.name(), hex(test, "dk")));
          assertDecapsulates(transport, pair, hex(test, "c"), hex(test, "k"));
          tally.count(test.path("reason").asText());
        }
      } else if (group.path("function").asText().equals("decapsulation")) {
        group.path("tests").forEach(test -> tally.notApplicable("ML-KEM-512"));
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(20);
  }

  @Test
  @DisplayName("attack 30: NIST's encapsulation keys with a coefficient of q or more")
  void refusesExactlyTheEncapsulationKeysThatNistRefuses() {
    VectorTally tally = new VectorTally(ENCAP_DECAP, BOTH + ": public keys", "BC");
    for (JsonNode group : groups(ENCAP_DECAP)) {
      MlKem transport = transports.get(group.path("parameterSet").asText());
      if (transport != null && group.path("function").asText().equals("encapsulationKeyCheck")) {
        for (JsonNode test : group.path("tests")) {
          boolean taken = takes(transport, Lab.spki(transport.name(), hex(test, "ek")));
          assertThat(taken).as(test.toString()).isEqualTo(test.path("testPassed").asBoolean());
          tally.count(taken ? "accepted" : "refused");
        }
      } else if (group.path("function").asText().equals("encapsulationKeyCheck")) {
        group.path("tests").forEach(test -> tally.notApplicable("ML-KEM-512"));
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(20);
  }

  @Test
  @DisplayName("attack 30: NIST's decapsulation keys, all without a seed")
  void refusesEveryDecapsulationKeyThatComesWithoutItsSeed() {
    VectorTally tally = new VectorTally(ENCAP_DECAP, BOTH + ": private keys", "BC");
    for (JsonNode group : groups(ENCAP_DECAP)) {
      MlKem transport = transports.get(group.path("parameterSet").asText());
      if (transport != null && group.path("function").asText().equals("decapsulationKeyCheck")) {
        for (JsonNode test : group.path("tests")) {
          Bytes pkcs8 = Lab.pkcs8(transport.name(), Lab.expanded(hex(test, "dk")));
          assertThat(takesPrivate(transport, pkcs8)).isFalse();
          tally.count("refused: " + test.path("reason").asText());
        }
      } else if (group.path("function").asText().equals("decapsulationKeyCheck")) {
        group.path("tests").forEach(test -> tally.notApplicable("ML-KEM-512"));
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(20);
  }

  @Test
  @DisplayName("attack 30: Wycheproof's decapsulations, unlucky and malformed ones among them")
  void wycheproofCiphertextsGiveTheirSecret() throws Exception {
    MlKem transport = new MlKem768(Lab.engines());
    VectorTally tally =
        new VectorTally(WYCHEPROOF + "test.json.gz", "ML-KEM-768: decapsulation", "BC");
    for (JsonNode group : groups(WYCHEPROOF + "test.json.gz")) {
      for (JsonNode test : group.path("tests")) {
        Bytes pkcs8 = Lab.pkcs8("ML-KEM-768", Lab.seed(hex(test, "seed")));
        if (!takesPrivate(transport, pkcs8)) {
          assertThat(test.path("result").asText()).isEqualTo("invalid");
          tally.count("private key refused");
          continue;
        }
        PrivateKey own = transport.decodePrivateKey(SecretBytes.copyOf(pkcs8.toArray()));
        PublicKey ek = ((MLKEMPrivateKey) own).getPublicKey();
        KeyPair pair = new KeyPair(ek, own);
        if (test.path("result").asText().equals("valid")) {
          assertDecapsulates(transport, pair, hex(test, "c"), hex(test, "K"));
          tally.count("decapsulated");
        } else {
          try (Decapsulation got = transport.decapsulate(pair, hex(test, "c"), Lab.RANDOM)) {
            assertThat(got.failure()).as(test.toString()).isPresent();
          }
          tally.count("refused");
        }
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(193);
  }

  @Test
  @DisplayName("attack 30: Wycheproof's encapsulation keys with a coefficient of q or more")
  void wycheproofEncapsulationsAreMadeExactlyWhereTheKeyIsValid() throws Exception {
    MlKem transport = new MlKem768(Lab.engines());
    VectorTally tally =
        new VectorTally(WYCHEPROOF + "encaps_test.json.gz", "ML-KEM-768: encapsulation", "BC");
    for (JsonNode group : groups(WYCHEPROOF + "encaps_test.json.gz")) {
      for (JsonNode test : group.path("tests")) {
        boolean valid = test.path("result").asText().equals("valid");
        assertThat(takes(transport, Lab.spki("ML-KEM-768", hex(test, "ek"))))
            .as(test.toString())
            .isEqualTo(valid);
        if (valid) {
          assertEncapsulates(transport, test, "K");
        }
        tally.count(valid ? "encapsulated" : "key refused");
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(265);
  }

  private void assertExpands(String name, Bytes seed, JsonNode test) throws Exception {
    Bytes pkcs8 = Lab.pkcs8(name, Lab.both(seed, hex(test, "dk")));
    PrivateKey key = transports.get(name).decodePrivateKey(SecretBytes.copyOf(pkcs8.toArray()));
    assertThat(Bytes.of(((MLKEMPrivateKey) key).getPublicKey().getEncoded()))
        .isEqualTo(Lab.spki(name, hex(test, "ek")));
  }

  private static void assertEncapsulates(MlKem transport, JsonNode test, String secret)
      throws Exception {
    PublicKey ek = transport.decodePublicKey(Lab.spki(transport.name(), hex(test, "ek")));
    try (Encapsulation made = transport.encapsulate(ek, new FixedRandom(hex(test, "m")))) {
      assertThat(made.encapsulatedKey()).isEqualTo(hex(test, "c"));
      assertThat(Bytes.of(made.sharedSecret().copy())).isEqualTo(hex(test, secret));
    }
  }

  private static void assertDecapsulates(
      MlKem transport, KeyPair pair, Bytes ciphertext, Bytes secret) {
    try (Decapsulation got = transport.decapsulate(pair, ciphertext, Lab.RANDOM)) {
      assertThat(got.failure()).isEmpty();
      assertThat(Bytes.of(got.sharedSecret().copy())).isEqualTo(secret);
    }
  }

  private static boolean takes(MlKem transport, Bytes spki) {
    try {
      transport.decodePublicKey(spki);
      return true;
    } catch (InvalidKeyException e) {
      return false;
    }
  }

  private static boolean takesPrivate(MlKem transport, Bytes pkcs8) {
    try {
      transport.decodePrivateKey(SecretBytes.copyOf(pkcs8.toArray()));
      return true;
    } catch (InvalidKeyException e) {
      return false;
    }
  }

  private static JsonNode groups(String path) {
    return ThirdPartyVectors.json(path).path("testGroups");
  }

  private static Bytes hex(JsonNode test, String field) {
    return Bytes.hex(test.path(field).asText());
  }
}
