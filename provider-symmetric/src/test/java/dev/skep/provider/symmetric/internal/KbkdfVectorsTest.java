package dev.skep.provider.symmetric.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.testkit.vectors.VectorTally;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KbkdfVectorsTest {
  private static final String CAVP = "nist-cavp/KDFCTR_gen.rsp.gz";
  private static final String BOTAN = "botan/kdf/sp800_108_ctr.vec";

  @ParameterizedTest
  @CsvSource({"JDK,HMAC_SHA256", "BC,HMAC_SHA256", "CORRETTO,HMAC_SHA256", "BC,CMAC_AES256"})
  void agreesWithNistCavp(Engine engine, String prf) {
    String section = "[PRF=" + prf + "][CTRLOCATION=BEFORE_FIXED][RLEN=32_BITS]";
    VectorTally tally = new VectorTally(CAVP, subject(prf) + ": with fixed data given", engine);
    for (Vectors.Text vector : Vectors.text(CAVP, "KO")) {
      if (vector.section().equals(section)) {
        byte[] expected = vector.hex("KO");
        assertThat(
                derive(
                    engine, prf, vector.hex("KI"), vector.hex("FixedInputData"), expected.length))
            .as(vector.toString())
            .isEqualTo(expected);
        tally.count("equal");
      } else {
        tally.notApplicable("of another function or counter");
      }
    }
    tally.report();
  }

  @ParameterizedTest
  @CsvSource({
    "JDK,HMAC_SHA256,HMAC-SHA2-256",
    "BC,HMAC_SHA256,HMAC-SHA2-256",
    "CORRETTO,HMAC_SHA256,HMAC-SHA2-256",
    "BC,CMAC_AES256,CMAC-AES256"
  })
  void agreesWithNistAcvp(Engine engine, String prf, String macMode) {
    VectorTally tally =
        Vectors.acvpTally("KDF-1.0", subject(prf) + ": with fixed data given", engine);
    for (Vectors.Json vector : Vectors.acvp("KDF-1.0")) {
      if (!vector.groupText("kdfMode").equals("counter")
          || !vector.groupText("counterLocation").equals("before fixed data")
          || vector.groupInt("counterLength") != 32
          || !vector.groupText("macMode").equals(macMode)) {
        tally.notApplicable("of another function or counter");
        continue;
      }
      int bits = vector.groupInt("keyOutLength");
      byte[] actual =
          derive(engine, prf, vector.hex("keyIn"), vector.hex("fixedData"), (bits + 7) / 8);
      // Some lengths are no whole bytes; the bits after the last one are zero there.
      if (bits % 8 != 0) {
        actual[actual.length - 1] &= (byte) (0xff << (8 - bits % 8));
      }
      assertThat(actual).as(vector.toString()).isEqualTo(vector.hex("keyOut"));
      tally.count("equal");
    }
    tally.report();
  }

  @ParameterizedTest
  @CsvSource({
    "JDK,HMAC_SHA256,HMAC(SHA-256)",
    "BC,HMAC_SHA256,HMAC(SHA-256)",
    "CORRETTO,HMAC_SHA256,HMAC(SHA-256)",
    "BC,CMAC_AES256,CMAC(AES-256)"
  })
  void agreesWithBotanOnLabelContextAndLength(Engine engine, String prf, String name) {
    VectorTally tally = new VectorTally(BOTAN, subject(prf) + ": any label", engine);
    for (Vectors.Text vector : Vectors.text(BOTAN, "Output")) {
      if (vector.section().equals("[SP800-108-Counter(" + name + ")]")) {
        byte[] expected = vector.hex("Output");
        byte[] fixedData =
            CounterModeKdf.fixedData(
                vector.hex("Label"), Bytes.of(vector.hex("Salt")), expected.length);
        assertThat(derive(engine, prf, vector.hex("Secret"), fixedData, expected.length))
            .as(vector.toString())
            .isEqualTo(expected);
        tally.count("equal");
      } else {
        tally.notApplicable("of another function or counter");
      }
    }
    tally.report();
  }

  /** Even of 16 and 24 bytes, which are AES keys too. */
  @ParameterizedTest
  @ValueSource(ints = {16, 24, 31, 33, 48, 64})
  void cmacTakesTheHashOfAKeyThatIsNot32BytesLong(int keyBytes) {
    byte[] otherKey = new byte[keyBytes];
    Arrays.fill(otherKey, (byte) 0x5a);
    byte[] hashed = Engine.JDK.engines().sha256(otherKey);
    KbkdfCmacAes256 kdf = new KbkdfCmacAes256(Engine.JDK.withCmac());
    try (SecretBytes key = SecretBytes.copyOf(otherKey);
        SecretBytes hashedKey = SecretBytes.copyOf(hashed);
        SecretBytes fromOther = kdf.derive(key, "label", Bytes.EMPTY, 40);
        SecretBytes fromHash = kdf.derive(hashedKey, "label", Bytes.EMPTY, 40)) {
      assertThat(fromOther.matches(fromHash)).isTrue();
    }
  }

  private static String subject(String prf) {
    return prf.equals("HMAC_SHA256") ? KbkdfHmacSha256.NAME : KbkdfCmacAes256.NAME;
  }

  private static byte[] derive(
      Engine engine, String prf, byte[] key, byte[] fixedData, int lengthBytes) {
    try (SecretBytes derived =
        prf.equals("HMAC_SHA256")
            ? new KbkdfHmacSha256(engine.engines()).derive(key, fixedData, lengthBytes)
            : new KbkdfCmacAes256(engine.engines()).derive(key, fixedData, lengthBytes)) {
      return derived.copy();
    }
  }
}
