package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.protocol.message.ProtectedRecord;
import dev.skep.se.pcsc.simulator.SimulatedCard;
import dev.skep.testkit.se.ServerSide;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that are genuine, and padded rightly or wrongly (spec rule C-2). */
class PaddingTest {
  private static final int OPEN = 4;
  private static final int SERVER_TO_SE = 1;

  private final Card card = new Card(SimulatedCard.of(Card.AID, VectorApplet.class));
  private final byte[] key = ServerSide.random(48).toArray();
  private final Bytes sessionId = ServerSide.random(16);

  @ParameterizedTest
  @CsvSource({
    "01, true",
    "0202, true",
    "030303, true",
    "10101010101010101010101010101010, true",
    "00, false",
    "11, false",
    "80, false",
    "ff, false",
    "0102, false",
    "020303, false",
    "0f101010101010101010101010101010, false",
    "11111111111111111111111111111111, false"
  })
  @DisplayName("attack 60: padding that is wrong behind a tag that is right")
  void opensWhatIsPaddedRightlyOnly(String end, boolean good) throws Exception {
    byte[] padded = new byte[16];
    Arrays.fill(padded, (byte) 'x');
    byte[] padding = Bytes.hex(end).toArray();
    System.arraycopy(padding, 0, padded, 16 - padding.length, padding.length);
    Bytes record = new ProtectedRecord(0, "op", Bytes.EMPTY, body(padded)).encode();
    Card.Answer answer = card.command(OPEN, SERVER_TO_SE, 0, Bytes.of(key), sessionId, record);
    assertThat(answer.sw() == Card.OK).isEqualTo(good);
    assertThat(answer.data().length()).isEqualTo(good ? 16 - padding.length : 0);
  }

  private Bytes body(byte[] padded) throws Exception {
    Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
    ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 32, 16, "AES"));
    byte[] iv = ecb.doFinal(new byte[16]);
    Cipher cbc = Cipher.getInstance("AES/CBC/NoPadding");
    cbc.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 16, 16, "AES"), new IvParameterSpec(iv));
    byte[] sealed = cbc.doFinal(padded);
    Bytes associated =
        Bytes.concat(
            lp(sessionId),
            lp(Bytes.utf8("server to se")),
            lp(Bytes.utf8("op")),
            Bytes.of(new byte[8]),
            lp(Bytes.EMPTY));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, 0, 16, "HmacSHA256"));
    mac.update(associated.toArray());
    mac.update(iv);
    mac.update(sealed);
    mac.update(Bytes.concat(Bytes.of(new byte[6]), Card.number(8 * associated.length())).toArray());
    return Bytes.concat(Bytes.of(sealed), Bytes.of(mac.doFinal()).slice(0, 16));
  }

  private static Bytes lp(Bytes value) {
    return Bytes.concat(Bytes.of(new byte[2]), Card.lp2(value));
  }
}
