package dev.skep.provider.ecdh.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.testkit.vectors.ThirdPartyVectors;
import dev.skep.testkit.vectors.VectorTally;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ed25519 vectors of Wycheproof, RFC 8032 and Botan, through the service. */
class Ed25519VectorsTest {
  private static final String WYCHEPROOF = "wycheproof/testvectors_v1/ed25519_test.json.gz";
  private static final String RFC_8032 = "rfc/8032-eddsa/ed25519.json.gz";
  private static final String BOTAN = "botan/pubkey/ed25519_key_valid.vec";
  private static final Bytes SPKI = Bytes.hex("302a300506032b6570032100");
  private static final Bytes PKCS8 = Bytes.hex("302e020100300506032b657004220420");

  @ParameterizedTest
  @EnumSource
  void wycheproofSignaturesVerifyExactlyWhereValid(TestEngine engine) throws Exception {
    Ed25519 scheme = new Ed25519(engine.engines());
    VectorTally tally = new VectorTally(WYCHEPROOF, scheme.name(), engine);
    JsonNode groups = ThirdPartyVectors.json(WYCHEPROOF).path("testGroups");
    for (JsonNode group : groups) {
      PublicKey key = scheme.decodePublicKey(Bytes.hex(group.path("publicKeyDer").asText()));
      for (JsonNode test : group.path("tests")) {
        Bytes message = Bytes.hex(test.path("msg").asText());
        boolean verified = scheme.verify(key, message, Bytes.hex(test.path("sig").asText()));
        assertThat(verified)
            .as(test.toString())
            .isEqualTo(test.path("result").asText().equals("valid"));
        tally.count(verified ? "verified" : "not verified");
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(151);
  }

  @ParameterizedTest
  @EnumSource
  void rfc8032SignaturesAreMadeAndVerified(TestEngine engine) throws Exception {
    Ed25519 scheme = new Ed25519(engine.engines());
    VectorTally tally = new VectorTally(RFC_8032, scheme.name(), engine);
    for (JsonNode test : ThirdPartyVectors.json(RFC_8032)) {
      Bytes seed = Bytes.hex(test.path("secretKey").asText());
      Bytes message = Bytes.hex(test.path("message").asText());
      Bytes signature = Bytes.hex(test.path("signature").asText());
      PrivateKey own =
          scheme.decodePrivateKey(SecretBytes.copyOf(Bytes.concat(PKCS8, seed).toArray()));
      assertThat(scheme.sign(own, message, TestEngine.RANDOM)).isEqualTo(signature);
      PublicKey key =
          scheme.decodePublicKey(Bytes.concat(SPKI, Bytes.hex(test.path("publicKey").asText())));
      assertThat(scheme.verify(key, message, signature)).isTrue();
      tally.count("signed and verified");
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource
  void botansInvalidPublicKeysAreRefused(TestEngine engine) {
    Ed25519 scheme = new Ed25519(engine.engines());
    VectorTally tally = new VectorTally(BOTAN, scheme.name() + ": public keys", engine);
    boolean due = true;
    for (String line : ThirdPartyVectors.lines(BOTAN)) {
      if (line.startsWith("[")) {
        due = line.equals("[Valid]");
      }
      if (line.startsWith("Pubkey = ")) {
        Bytes spki = Bytes.concat(SPKI, Bytes.hex(line.substring("Pubkey = ".length())));
        boolean accepted = isAccepted(scheme, spki);
        assertThat(accepted).as(line).isEqualTo(due);
        tally.count(accepted ? "accepted" : "refused");
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(10);
  }

  private static boolean isAccepted(Ed25519 scheme, Bytes spki) {
    try {
      scheme.decodePublicKey(spki);
      return true;
    } catch (InvalidKeyException e) {
      return false;
    }
  }
}
