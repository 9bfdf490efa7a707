package dev.skep.provider.symmetric.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AesGcmVectorsTest {
  @ParameterizedTest
  @EnumSource(Engine.class)
  void agreesWithWycheproof(Engine engine) {
    AesGcm gcm = new AesGcm(engine.engines());
    int count = 0;
    for (Vectors.Json vector : Vectors.wycheproof("aes_gcm")) {
      if (vector.groupInt("ivSize") == 96 && vector.groupInt("tagSize") == 128) {
        byte[] body = concat(vector.hex("ct"), vector.hex("tag"));
        check(gcm, vector, vector.hex("msg"), body, vector.valid());
        count++;
      }
    }
    Vectors.report("wycheproof aes_gcm", engine, count);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void agreesWithNistAcvp(Engine engine) {
    AesGcm gcm = new AesGcm(engine.engines());
    int count = 0;
    for (Vectors.Json vector : Vectors.acvp("ACVP-AES-GCM-1.0")) {
      if (vector.groupInt("ivLen") == 96 && vector.groupInt("tagLen") == 128) {
        boolean valid = vector.test().get("testPassed").asBoolean();
        byte[] plaintext = vector.test().has("pt") ? vector.hex("pt") : new byte[0];
        check(gcm, vector, plaintext, concat(vector.hex("ct"), vector.hex("tag")), valid);
        count++;
      }
    }
    Vectors.report("ACVP AES-GCM", engine, count);
  }

  private static void check(
      AesGcm gcm, Vectors.Json vector, byte[] plaintext, byte[] body, boolean valid) {
    byte[] key = vector.hex("key");
    byte[] nonce = vector.hex("iv");
    byte[] data = vector.hex("aad");
    Optional<SecretBytes> opened = gcm.open(key, nonce, data, body);
    assertThat(opened.isPresent()).as(vector.toString()).isEqualTo(valid);
    if (valid) {
      assertThat(opened.orElseThrow().copy()).as(vector.toString()).isEqualTo(plaintext);
      assertThat(gcm.seal(key, nonce, data, plaintext))
          .as(vector.toString())
          .isEqualTo(Bytes.of(body));
    }
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return Bytes.concat(Bytes.of(first), Bytes.of(second)).toArray();
  }
}
