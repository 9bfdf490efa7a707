package dev.skep.provider.symmetric.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.testkit.vectors.VectorTally;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Mac;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AesCbcHmacVectorsTest {
  private static final byte[] PLAINTEXT =
      ("A cipher system must not be required to be secret, and it must be able to fall into the"
              + " hands of the enemy without inconvenience")
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DATA =
      "The second principle of Auguste Kerckhoffs".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] IV = Vectors.hex("1af38c2dc2b96ffdd86694092341bc04");

  @ParameterizedTest
  @EnumSource(Engine.class)
  void givesTheValuesOfRfc7518AppendixB1(Engine engine) {
    checkRfc(
        core(engine, 16),
        "c80edfa32ddf39d5ef00c0b468834279a2e46a1b8049f792f76bfe54b903a9c9"
            + "a94ac9b47ad2655c5f10f9aef71427e2fc6f9b3f399a221489f16362c7032336"
            + "09d45ac69864e3321cf82935ac4096c86e133314c54019e8ca7980dfa4b9cf1b"
            + "384c486f3a54c51078158ee5d79de59fbd34d848b3d69550a67646344427ade5"
            + "4b8851ffb598f7f80074b9473c82e2db"
            + "652c3fa36b0a7c5b3219fab3a30bc1c4");
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void givesTheValuesOfRfc7518AppendixB3(Engine engine) {
    checkRfc(
        core(engine, 32),
        "4affaaadb78c31c5da4b1b590d10ffbd3dd8d5d302423526912da037ecbcc7bd"
            + "822c301dd67c373bccb584ad3e9279c2e6d12a1374b77f077553df829410446b"
            + "36ebd97066296ae6427ea75c2e0846a11a09ccf5370dc80bfecbad28c73f09b3"
            + "a3b75e662a2594410ae496b2e2e6609e31e6e02cc837f053d21f37ff4f51950b"
            + "be2638d09dd7a4930930806d0703b1f6"
            + "4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5");
  }

  @ParameterizedTest(name = "attack 60: Wycheproof's A128CBC-HS256 by {0}")
  @EnumSource(Engine.class)
  void agreesWithWycheproofA128CbcHs256(Engine engine) {
    AesCbcHmac core = core(engine, 16);
    VectorTally tally =
        Vectors.wycheproofTally("a128cbc_hs256", "A128CBC-HS256: with an IV given", engine);
    for (Vectors.Json vector : Vectors.wycheproof("a128cbc_hs256")) {
      byte[] key = vector.hex("key");
      byte[] iv = vector.hex("iv");
      byte[] data = vector.hex("aad");
      byte[] body = concat(vector.hex("ct"), vector.hex("tag"));
      var opened = core.open(key, iv, data, body);
      assertThat(opened.isPresent()).as(vector.toString()).isEqualTo(vector.valid());
      if (vector.valid()) {
        assertThat(opened.orElseThrow().copy()).isEqualTo(vector.hex("msg"));
        assertThat(core.seal(key, iv, data, vector.hex("msg"))).isEqualTo(Bytes.of(body));
      }
      tally.count(vector.valid() ? "valid and opened" : "invalid and refused");
    }
    tally.report();
  }

  /** Under a right tag, so that it is the padding that decides. */
  @ParameterizedTest(name = "attack 60: Wycheproof's padding under a right tag by {0}")
  @EnumSource(Engine.class)
  void agreesWithWycheproofAesCbcPkcs5(Engine engine) {
    VectorTally tally =
        Vectors.wycheproofTally(
            "aes_cbc_pkcs5", "A128CBC-HS256, A256CBC-HS512: padding, and AES-192", engine);
    for (Vectors.Json vector : Vectors.wycheproof("aes_cbc_pkcs5")) {
      AesCbcHmac core = core(engine, vector.groupInt("keySize") / 8);
      byte[] key = withMacKey(vector.hex("key"));
      byte[] iv = vector.hex("iv");
      byte[] body = withTag(core, key, iv, vector.hex("ct"));
      var opened = core.open(key, iv, DATA, body);
      assertThat(opened.isPresent()).as(vector.toString()).isEqualTo(vector.valid());
      if (vector.valid()) {
        assertThat(opened.orElseThrow().copy()).isEqualTo(vector.hex("msg"));
        assertThat(core.seal(key, iv, DATA, vector.hex("msg"))).isEqualTo(Bytes.of(body));
      }
      tally.count(vector.valid() ? "valid and opened" : "invalid and refused");
    }
    tally.report();
  }

  /** Those have whole blocks and no padding: ours has one block more. */
  @ParameterizedTest
  @EnumSource(Engine.class)
  void agreesWithNistAcvpAesCbc(Engine engine) {
    VectorTally tally =
        Vectors.acvpTally(
            "ACVP-AES-CBC-1.0", "A128CBC-HS256, A256CBC-HS512: blocks, and AES-192", engine);
    for (Vectors.Json vector : Vectors.acvp("ACVP-AES-CBC-1.0")) {
      if (!vector.groupText("testType").equals("AFT")) {
        tally.notApplicable("a chain of thousands of calls");
        continue;
      }
      AesCbcHmac core = core(engine, vector.groupInt("keyLen") / 8);
      byte[] ciphertext = vector.hex("ct");
      byte[] key = withMacKey(vector.hex("key"));
      Bytes body = core.seal(key, vector.hex("iv"), new byte[0], vector.hex("pt"));
      assertThat(body.slice(0, ciphertext.length))
          .as(vector.toString())
          .isEqualTo(Bytes.of(ciphertext));
      var opened = core.open(key, vector.hex("iv"), new byte[0], body.toArray());
      assertThat(opened.orElseThrow().copy()).isEqualTo(vector.hex("pt"));
      tally.count("equal");
    }
    tally.report();
  }

  /** The RFC's three parameter sets; the middle one is here for its AES-192 vectors. */
  static AesCbcHmac core(Engine engine, int halfBytes) {
    Primitive hmac =
        switch (halfBytes) {
          case 16 -> Primitive.HMAC_SHA256;
          case 24 -> Primitive.HMAC_SHA384;
          default -> Primitive.HMAC_SHA512;
        };
    return new AesCbcHmac(engine.engines(), hmac, halfBytes);
  }

  private static void checkRfc(AesCbcHmac core, String body) {
    byte[] key = new byte[2 * core.halfBytes()];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    assertThat(core.seal(key, IV, DATA, PLAINTEXT)).isEqualTo(Bytes.hex(body));
    assertThat(core.open(key, IV, DATA, Vectors.hex(body)).orElseThrow().copy())
        .isEqualTo(PLAINTEXT);
  }

  private static byte[] withMacKey(byte[] key) {
    byte[] macKey = new byte[key.length];
    Arrays.fill(macKey, (byte) 0x36);
    return concat(macKey, key);
  }

  private static byte[] withTag(AesCbcHmac core, byte[] key, byte[] iv, byte[] ciphertext) {
    Mac mac = core.engines().mac(core.hmac(), key, 0, core.halfBytes());
    mac.update(DATA);
    mac.update(iv);
    mac.update(ciphertext);
    mac.update(ByteBuffer.allocate(8).putLong(8L * DATA.length).array());
    return concat(ciphertext, Arrays.copyOf(mac.doFinal(), core.halfBytes()));
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return Bytes.concat(Bytes.of(first), Bytes.of(second)).toArray();
  }
}
