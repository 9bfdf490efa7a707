package dev.skep.protocol.provisioning;

import static dev.skep.protocol.message.MessageType.filled;
import static dev.skep.protocol.provisioning.ProvisioningTypes.DATA_MAC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborLimits;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Data made outside the SE and its MAC (spec rule R-10). */
class OutsideDataMacTest {
  @Test
  void keepsLabelAndData() throws Exception {
    assertThat(OutsideDataMac.decode(DATA_MAC.valid(), CborLimits.DEFAULT))
        .isEqualTo(new OutsideDataMac("document", filled(100)));
  }

  @Test
  void takesDataOfUpTo16KiBUnderALabel() {
    DATA_MAC.accepts(2, new ByteString(Bytes.EMPTY));
    DATA_MAC.accepts(2, new ByteString(filled(16_384)));
    DATA_MAC.refuses("M-12", 2, new ByteString(filled(16_385)));
    DATA_MAC.accepts(1, new Text(""));
    DATA_MAC.accepts(1, new Text("ä".repeat(64)));
    DATA_MAC.refuses("D-2", 1, new Text("a".repeat(129)));
    DATA_MAC.refuses("D-2", 1, new Text("a\tb"));
  }

  @Test
  void cannotBeMadeSoThatNobodyReadsIt() {
    assertThatIllegalArgumentException().isThrownBy(() -> new OutsideDataMac("", filled(16_385)));
    assertThatIllegalArgumentException().isThrownBy(() -> new OutsideDataMac("\n", filled(1)));
  }

  @Test
  void theMacIsThatOfAnotherImplementation() {
    Bytes message =
        Bytes.concat(
            Bytes.utf8("SKEP/1 external data\0"),
            Bytes.hex("00000002"),
            Bytes.utf8("ä"),
            Bytes.hex("00000003"),
            filled(3));
    HMac hmac = new HMac(new SHA256Digest());
    hmac.init(new KeyParameter(filled(32).toArray()));
    hmac.update(message.toArray(), 0, message.length());
    byte[] expected = new byte[32];
    hmac.doFinal(expected, 0);
    assertThat(mac("ä", filled(3))).isEqualTo(Bytes.of(expected));
  }

  @Test
  @DisplayName("attack 54: (\"ab\", \"c\") and (\"a\", \"bc\") have different MACs")
  void whatMovesFromLabelToDataGivesAnotherMac() {
    assertThat(mac("ab", Bytes.utf8("c"))).isNotEqualTo(mac("a", Bytes.utf8("bc")));
    assertThat(mac("abc", Bytes.EMPTY)).isNotEqualTo(mac("", Bytes.utf8("abc")));
  }

  @Test
  void theKeyStaysTheCallers() {
    try (SecretBytes key = SecretBytes.adopt(filled(32).toArray());
        SecretBytes mac = new OutsideDataMac("", Bytes.EMPTY).mac(key)) {
      assertThat(mac.length()).isEqualTo(32);
      Bytes after = key.use(Bytes::of);
      assertThat(after).isEqualTo(filled(32));
    }
  }

  private static Bytes mac(String label, Bytes data) {
    try (SecretBytes key = SecretBytes.adopt(filled(32).toArray());
        SecretBytes mac = new OutsideDataMac(label, data).mac(key)) {
      return mac.use(Bytes::of);
    }
  }
}
