package dev.skep.provider.symmetric.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.vectors.VectorTally;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The MACs that everything here stands on, on each engine. */
class MacVectorsTest {
  @ParameterizedTest
  @CsvSource({
    "JDK,hmac_sha256,HMAC_SHA256",
    "BC,hmac_sha256,HMAC_SHA256",
    "CORRETTO,hmac_sha256,HMAC_SHA256",
    "JDK,hmac_sha384,HMAC_SHA384",
    "BC,hmac_sha384,HMAC_SHA384",
    "CORRETTO,hmac_sha384,HMAC_SHA384",
    "BC,aes_cmac,AES_CMAC"
  })
  void agreesWithWycheproof(Engine engine, String file, Primitive primitive) {
    VectorTally tally = Vectors.wycheproofTally(file, primitive.algorithm(), engine);
    for (Vectors.Json vector : Vectors.wycheproof(file)) {
      byte[] key = vector.hex("key");
      if (primitive == Primitive.AES_CMAC && key.length != 32) {
        tally.notApplicable("key not of 256 bits");
        continue;
      }
      boolean matches =
          Arrays.equals(
              mac(engine, primitive, key, vector.hex("msg"), vector.groupInt("tagSize") / 8),
              vector.hex("tag"));
      assertThat(matches).as(vector.toString()).isEqualTo(vector.valid());
      tally.count(matches ? "equal" : "invalid and not equal");
    }
    tally.report();
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void hmacAgreesWithNistAcvp(Engine engine) {
    VectorTally tally =
        Vectors.acvpTally("HMAC-SHA2-256-2.0", Primitive.HMAC_SHA256.algorithm(), engine);
    for (Vectors.Json vector : Vectors.acvp("HMAC-SHA2-256-2.0")) {
      int keyBits = vector.test().get("keyLen").asInt();
      int messageBits = vector.test().get("msgLen").asInt();
      int macBits = vector.test().get("macLen").asInt();
      if (keyBits % 8 != 0 || messageBits % 8 != 0 || macBits % 8 != 0) {
        tally.notApplicable("not whole bytes");
        continue;
      }
      assertThat(
              mac(engine, Primitive.HMAC_SHA256, vector.hex("key"), vector.hex("msg"), macBits / 8))
          .as(vector.toString())
          .isEqualTo(vector.hex("mac"));
      tally.count("equal");
    }
    tally.report();
  }

  @ParameterizedTest
  @EnumSource(value = Engine.class, names = "BC")
  void cmacAgreesWithNistAcvp(Engine engine) {
    VectorTally tally = Vectors.acvpTally("CMAC-AES-1.0", Primitive.AES_CMAC.algorithm(), engine);
    for (Vectors.Json vector : Vectors.acvp("CMAC-AES-1.0")) {
      if (vector.groupInt("keyLen") != 256) {
        tally.notApplicable("key not of 256 bits");
        continue;
      }
      boolean matches =
          Arrays.equals(
              mac(
                  engine,
                  Primitive.AES_CMAC,
                  vector.hex("key"),
                  vector.hex("message"),
                  vector.groupInt("macLen") / 8),
              vector.hex("mac"));
      boolean expected =
          vector.groupText("direction").equals("gen")
              || vector.test().get("testPassed").asBoolean();
      assertThat(matches).as(vector.toString()).isEqualTo(expected);
      tally.count(matches ? "equal" : "invalid and not equal");
    }
    tally.report();
  }

  private static byte[] mac(
      Engine engine, Primitive primitive, byte[] key, byte[] message, int lengthBytes) {
    return Arrays.copyOf(engine.engines().mac(primitive, key).doFinal(message), lengthBytes);
  }
}
