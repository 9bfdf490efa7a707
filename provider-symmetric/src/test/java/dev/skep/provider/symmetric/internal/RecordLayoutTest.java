package dev.skep.provider.symmetric.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How nonce, IV and keys are made, computed a second time by hand. */
class RecordLayoutTest {
  private static final byte[] DATA = {1, 2, 3};
  private static final byte[] PLAINTEXT = new byte[40];

  @ParameterizedTest
  @EnumSource(Engine.class)
  void theNonceOfGcmIsFourZerosAndTheSequenceNumber(Engine engine) {
    A256Gcm cipher = new A256Gcm(engine.engines());
    try (SecretBytes key = SessionCipherTest.key(cipher);
        SecretBytes plaintext = SecretBytes.copyOf(PLAINTEXT)) {
      Bytes expected =
          new AesGcm(engine.engines())
              .seal(key.copy(), Vectors.hex("000000000000000001020304"), DATA, PLAINTEXT);
      assertThat(cipher.seal(key, 0x01020304, Bytes.of(DATA), plaintext)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32})
  void theIvOfCbcIsTheEncryptedSequenceNumberUnderTheThirdKey(int half)
      throws GeneralSecurityException {
    for (Engine engine : Engine.values()) {
      AesCbcHmac core = AesCbcHmacVectorsTest.core(engine, half);
      byte[] key = new byte[3 * half];
      for (int i = 0; i < key.length; i++) {
        key[i] = (byte) i;
      }
      Cipher block = Cipher.getInstance("AES/ECB/NoPadding");
      block.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(Arrays.copyOfRange(key, 2 * half, 3 * half), "AES"));
      byte[] iv = block.doFinal(Vectors.hex("00000000000000000000000001020304"));
      byte[] rfcKey = Arrays.copyOf(key, 2 * half);
      CounterIvCbcHmac cipher = new CounterIvCbcHmac(engine.engines(), core);
      try (SecretBytes secret = SecretBytes.copyOf(key);
          SecretBytes plaintext = SecretBytes.copyOf(PLAINTEXT)) {
        assertThat(cipher.seal(secret, 0x01020304, Bytes.of(DATA), plaintext))
            .isEqualTo(core.seal(rfcKey, iv, DATA, PLAINTEXT));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  @DisplayName(
      "attack 60: a right tag over bad padding, half a block or nothing gives the empty result")
  void badCiphertextUnderARightTagGivesTheSameEmptyResult(Engine engine)
      throws GeneralSecurityException {
    for (int half : List.of(16, 32)) {
      AesCbcHmac core = AesCbcHmacVectorsTest.core(engine, half);
      byte[] key = new byte[2 * half];
      byte[] iv = new byte[16];
      Cipher cbc = Cipher.getInstance("AES/CBC/NoPadding");
      cbc.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[half], "AES"), new IvParameterSpec(iv));
      byte[] good = new byte[32];
      Arrays.fill(good, 16, 32, (byte) 16);
      assertThat(core.open(key, iv, DATA, tagged(core, key, cbc.doFinal(good)))).isPresent();
      for (int last = 0; last < 256; last++) {
        byte[] bad = new byte[32];
        bad[31] = (byte) last;
        boolean padded = last == 1;
        assertThat(core.open(key, iv, DATA, tagged(core, key, cbc.doFinal(bad))).isPresent())
            .as("last byte " + last)
            .isEqualTo(padded);
      }
      for (int length : List.of(0, 1, 15, 17, 31)) {
        assertThat(core.open(key, iv, DATA, tagged(core, key, new byte[length]))).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("attack 60: nothing is decrypted before the tag was found right")
  void decryptsOnlyAfterTheTagWasFoundRight() {
    AesCbcHmac complete = AesCbcHmacVectorsTest.core(Engine.JDK, 16);
    List<String> jdk = List.of("JDK");
    SymmetricEngines withoutAes =
        new SymmetricEngines(
            Engine.installed(), new EnginePreferences(jdk, jdk, List.of(), List.of()));
    AesCbcHmac onlyMac = new AesCbcHmac(withoutAes, complete.hmac(), complete.halfBytes());
    byte[] key = new byte[32];
    byte[] iv = new byte[16];
    byte[] body = complete.seal(key, iv, DATA, PLAINTEXT).toArray();

    assertThatIllegalStateException().isThrownBy(() -> onlyMac.open(key, iv, DATA, body));
    body[0] ^= 1;
    assertThat(onlyMac.open(key, iv, DATA, body)).isEmpty();
  }

  private static byte[] tagged(AesCbcHmac core, byte[] key, byte[] ciphertext) {
    Mac mac = core.engines().mac(core.hmac(), key, 0, core.halfBytes());
    mac.update(DATA);
    mac.update(new byte[16]);
    mac.update(ciphertext);
    mac.update(ByteBuffer.allocate(8).putLong(8L * DATA.length).array());
    byte[] tag = Arrays.copyOf(mac.doFinal(), core.halfBytes());
    return Bytes.concat(Bytes.of(ciphertext), Bytes.of(tag)).toArray();
  }
}
