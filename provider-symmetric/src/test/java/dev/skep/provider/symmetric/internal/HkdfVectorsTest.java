package dev.skep.provider.symmetric.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.testkit.vectors.VectorTally;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HkdfVectorsTest {
  private static final String BOTAN = "botan/kdf/hkdf.vec";
  private static final String COUNTING =
      HexFormat.of().formatHex(counting(0x00, 80))
          + ','
          + HexFormat.of().formatHex(counting(0x60, 80))
          + ','
          + HexFormat.of().formatHex(counting(0xb0, 80));

  @ParameterizedTest
  @EnumSource(Engine.class)
  void givesTheValuesOfRfc5869AppendixA(Engine engine) {
    Hkdf hkdf = sha256(engine);
    String[] long80 = COUNTING.split(",");
    checkRfc(
        hkdf,
        "0b".repeat(22),
        "000102030405060708090a0b0c",
        "f0f1f2f3f4f5f6f7f8f9",
        "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    checkRfc(
        hkdf,
        long80[0],
        long80[1],
        long80[2],
        "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
            + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
            + "cc30c58179ec3e87c14c01d5c1f3434f1d87");
    checkRfc(
        hkdf,
        "0b".repeat(22),
        "",
        "",
        "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
  }

  @ParameterizedTest
  @CsvSource({"JDK,256", "BC,256", "CORRETTO,256", "JDK,384", "BC,384", "CORRETTO,384"})
  void agreesWithWycheproof(Engine engine, int hashBits) {
    Hkdf hkdf = hashBits == 256 ? sha256(engine) : sha384(engine);
    VectorTally tally =
        Vectors.wycheproofTally(
            "hkdf_sha" + hashBits, "HKDF-SHA" + hashBits + ": any info and length", engine);
    for (Vectors.Json vector : Vectors.wycheproof("hkdf_sha" + hashBits)) {
      byte[] extracted = hkdf.extract(vector.hex("salt"), vector.hex("ikm"));
      int size = vector.test().get("size").asInt();
      if (vector.valid()) {
        assertThat(hkdf.expand(extracted, vector.hex("info"), size))
            .as(vector.toString())
            .isEqualTo(vector.hex("okm"));
      } else {
        assertThatThrownBy(() -> hkdf.expand(extracted, vector.hex("info"), size))
            .as(vector.toString())
            .isInstanceOf(IllegalArgumentException.class);
      }
      tally.count(vector.valid() ? "equal" : "too long and refused");
    }
    tally.report();
  }

  @ParameterizedTest
  @CsvSource({"JDK,256", "BC,256", "CORRETTO,256", "JDK,384", "BC,384", "CORRETTO,384"})
  void theServicesAgreeWithWycheproofWhereverTheInfoCanBeALabel(Engine engine, int hashBits) {
    KeyDerivation service =
        hashBits == 256 ? new HkdfSha256(engine.engines()) : new HkdfSha384(engine.engines());
    VectorTally tally = Vectors.wycheproofTally("hkdf_sha" + hashBits, service.name(), engine);
    for (Vectors.Json vector : Vectors.wycheproof("hkdf_sha" + hashBits)) {
      byte[] key = vector.hex("ikm");
      String info = new String(vector.hex("info"), StandardCharsets.ISO_8859_1);
      int size = vector.test().get("size").asInt();
      if (!info.matches("[ -~]*")) {
        tally.notApplicable("info no label");
      } else if (key.length < 16 || size > 255) {
        tally.notApplicable("key too short or output too long");
      } else {
        try (SecretBytes secret = SecretBytes.copyOf(key);
            SecretBytes derived =
                service.derive(secret, info, Bytes.of(vector.hex("salt")), size)) {
          assertThat(derived.copy()).as(vector.toString()).isEqualTo(vector.hex("okm"));
        }
        tally.count("equal");
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(hashBits == 256 ? 31 : 30);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void agreesWithBotan(Engine engine) {
    Hkdf hkdf = sha256(engine);
    VectorTally tally = new VectorTally(BOTAN, "HKDF-SHA256: any info and length", engine);
    for (Vectors.Text vector : Vectors.text(BOTAN, "Output")) {
      byte[] expected = vector.hex("Output");
      byte[] secret = vector.hex("Secret");
      byte[] salt = vector.hex("Salt");
      byte[] actual;
      if (vector.section().equals("[HKDF(HMAC(SHA-256))]")) {
        actual = hkdf.expand(hkdf.extract(salt, secret), vector.hex("Label"), expected.length);
      } else if (vector.section().equals("[HKDF-Extract(HMAC(SHA-256))]")) {
        actual = hkdf.extract(salt, secret);
      } else if (vector.section().equals("[HKDF-Expand(HMAC(SHA-256))]")) {
        actual = hkdf.expand(secret, concat(vector.hex("Label"), salt), expected.length);
      } else {
        tally.notApplicable("of another hash");
        continue;
      }
      assertThat(actual).as(vector.toString()).isEqualTo(expected);
      tally.count("equal");
    }
    tally.report();
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void theServicePutsContextInTheSaltAndLabelInTheInfo(Engine engine) {
    Hkdf hkdf = sha384(engine);
    byte[] key = counting(1, 32);
    byte[] context = counting(7, 48);
    byte[] expected =
        hkdf.expand(
            hkdf.extract(context, key), "SKEP/1 confirm".getBytes(StandardCharsets.US_ASCII), 32);
    try (SecretBytes secret = SecretBytes.copyOf(key);
        SecretBytes derived =
            new HkdfSha384(engine.engines())
                .derive(secret, "SKEP/1 confirm", Bytes.of(context), 32)) {
      assertThat(derived.copy()).isEqualTo(expected);
    }
  }

  private static void checkRfc(
      Hkdf hkdf, String key, String salt, String info, String extracted, String output) {
    byte[] prk = hkdf.extract(Vectors.hex(salt), Vectors.hex(key));
    assertThat(prk).isEqualTo(Vectors.hex(extracted));
    assertThat(hkdf.expand(prk, Vectors.hex(info), output.length() / 2))
        .isEqualTo(Vectors.hex(output));
  }

  private static Hkdf sha256(Engine engine) {
    return new Hkdf(engine.engines(), Primitive.HMAC_SHA256, 32);
  }

  private static Hkdf sha384(Engine engine) {
    return new Hkdf(engine.engines(), Primitive.HMAC_SHA384, 48);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return Bytes.concat(Bytes.of(first), Bytes.of(second)).toArray();
  }

  private static byte[] counting(int first, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (first + i);
    }
    return bytes;
  }
}
