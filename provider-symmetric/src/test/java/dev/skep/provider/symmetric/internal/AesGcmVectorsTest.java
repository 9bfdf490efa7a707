package dev.skep.provider.symmetric.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.testkit.vectors.VectorTally;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AesGcmVectorsTest {
  private static final String OTHER_LENGTHS = "nonce not of 96 or tag not of 128 bits";

  @ParameterizedTest
  @EnumSource(Engine.class)
  void agreesWithWycheproof(Engine engine) {
    AesGcm gcm = new AesGcm(engine.engines());
    VectorTally tally =
        Vectors.wycheproofTally("aes_gcm", "A256GCM: with a nonce given, and AES-128", engine);
    for (Vectors.Json vector : Vectors.wycheproof("aes_gcm")) {
      if (vector.groupInt("ivSize") == 96 && vector.groupInt("tagSize") == 128) {
        byte[] body = concat(vector.hex("ct"), vector.hex("tag"));
        check(gcm, vector, vector.hex("msg"), body, vector.valid());
        tally.count(vector.valid() ? "valid and opened" : "invalid and refused");
      } else {
        tally.notApplicable(OTHER_LENGTHS);
      }
    }
    tally.report();
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void agreesWithNistAcvp(Engine engine) {
    AesGcm gcm = new AesGcm(engine.engines());
    VectorTally tally =
        Vectors.acvpTally("ACVP-AES-GCM-1.0", "A256GCM: with a nonce given, and AES-128", engine);
    for (Vectors.Json vector : Vectors.acvp("ACVP-AES-GCM-1.0")) {
      if (vector.groupInt("ivLen") == 96 && vector.groupInt("tagLen") == 128) {
        boolean valid = vector.test().get("testPassed").asBoolean();
        byte[] plaintext = vector.test().has("pt") ? vector.hex("pt") : new byte[0];
        check(gcm, vector, plaintext, concat(vector.hex("ct"), vector.hex("tag")), valid);
        tally.count(valid ? "valid and opened" : "invalid and refused");
      } else {
        tally.notApplicable(OTHER_LENGTHS);
      }
    }
    tally.report();
  }

  /** The service makes its nonces from sequence numbers, and Wycheproof has one like that. */
  @ParameterizedTest
  @EnumSource(Engine.class)
  void theServiceAgreesWithWycheproofWhereverTheNonceIsOfANumber(Engine engine) {
    A256Gcm service = new A256Gcm(engine.engines());
    VectorTally tally = Vectors.wycheproofTally("aes_gcm", service.name(), engine);
    for (Vectors.Json vector : Vectors.wycheproof("aes_gcm")) {
      byte[] nonce = vector.hex("iv");
      long sequence = nonce.length == 12 ? new BigInteger(1, nonce).longValue() : -1;
      if (vector.groupInt("keySize") != 256
          || !Arrays.equals(nonce, RecordLimits.encode(Math.max(sequence, 0), 12))
          || sequence >= RecordLimits.MAXIMUM_RECORDS) {
        tally.notApplicable("key not of 256 bits or nonce of no number");
        continue;
      }
      Bytes body = Bytes.of(concat(vector.hex("ct"), vector.hex("tag")));
      try (SecretBytes key = SecretBytes.copyOf(vector.hex("key"))) {
        Bytes data = Bytes.of(vector.hex("aad"));
        Optional<SecretBytes> opened = service.open(key, sequence, data, body);
        assertThat(opened.isPresent()).as(vector.toString()).isEqualTo(vector.valid());
        opened.ifPresent(text -> assertThat(text.copy()).isEqualTo(vector.hex("msg")));
      }
      tally.count(vector.valid() ? "valid and opened" : "invalid and refused");
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(1);
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
