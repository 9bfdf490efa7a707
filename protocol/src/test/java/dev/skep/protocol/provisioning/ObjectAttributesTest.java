package dev.skep.protocol.provisioning;

import static dev.skep.protocol.provisioning.ProvisioningTypes.PIN;
import static dev.skep.protocol.provisioning.ProvisioningTypes.PUK;
import static dev.skep.protocol.provisioning.ProvisioningTypes.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.PinFormat;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborItem.Unsigned;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.message.MessageType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The attributes of the operations on PINs, PUKs, secrets and ids (spec rules D-1 to D-3, D-8). */
class ObjectAttributesTest {
  @ParameterizedTest
  @EnumSource
  void pinsAndPuksComeBackWithEveryFormat(PinFormat format) throws Exception {
    PinPolicy policy = new PinPolicy(format, 4, 64, 15);
    PukTerms puk = new PukTerms("puk", policy);
    assertThat(ObjectAttributes.puk(ObjectAttributes.ofPuk(puk), CborLimits.DEFAULT))
        .isEqualTo(puk);
    for (Optional<String> pukId : List.of(Optional.of("puk"), Optional.<String>empty())) {
      PinTerms pin = new PinTerms("pin", policy, pukId);
      assertThat(ObjectAttributes.pin(ObjectAttributes.ofPin(pin), CborLimits.DEFAULT))
          .isEqualTo(pin);
    }
  }

  @Test
  void theFieldsAreThoseOfTheGrammar() {
    PinPolicy policy = new PinPolicy(PinFormat.ALPHANUMERIC, 5, 24, 3);
    assertThat(ObjectAttributes.ofPin(new PinTerms("p", policy, Optional.of("q"))))
        .isEqualTo(Bytes.hex("a6016170" + "0202" + "0305" + "041818" + "0503" + "066171"));
    assertThat(ObjectAttributes.ofPuk(new PukTerms("p", policy)))
        .isEqualTo(Bytes.hex("a5016170" + "0202" + "0305" + "041818" + "0503"));
    assertThat(ObjectAttributes.ofId("p")).isEqualTo(Bytes.hex("a1016170"));
  }

  @Test
  void refusesPoliciesOutOfRange() {
    for (MessageType type : List.of(PIN, PUK)) {
      accepts(type, 2, 1, 3);
      refuses(type, 2, 0, 4, 257, Long.MAX_VALUE);
      accepts(type, 3, 4, 16);
      refuses(type, 3, 0, 3, 17, 65, Long.MAX_VALUE);
      accepts(type, 4, 6, 64);
      refuses(type, 4, 0, 5, 65, Long.MAX_VALUE);
      accepts(type, 5, 1, 15);
      refuses(type, 5, 0, 16, (1L << 32) + 1);
    }
  }

  @Test
  void refusesWhatIsNoId() {
    List<CborItem> none =
        List.of(new Text(""), new Text("A"), new Text(".a"), new Text("a b"), new Text("a\n"));
    for (CborItem id : none) {
      ProvisioningTypes.all().stream()
          .filter(type -> List.of("pin-unblock", "object-delete").contains(type.name()))
          .forEach(type -> type.refuses("D-1", 1, id));
      PUK.refuses("D-1", 1, id);
      PIN.refuses("D-1", 1, id);
      PIN.refuses("D-1", 6, id);
      SECRET.refuses("D-1", 1, id);
      SECRET.refuses("D-1", 3, id);
    }
    PUK.accepts(1, new Text("a".repeat(32)));
    PUK.refuses("D-1", 1, new Text("a".repeat(33)));
    PUK.refuses("D-1", 1, new Text("a".repeat(60_000)));
  }

  @Test
  void secretsComeBackWithAndWithoutAPin() throws Exception {
    for (Optional<String> pin : List.of(Optional.of("pin"), Optional.<String>empty())) {
      SecretTerms secret = new SecretTerms("otp", "com.example/totp", pin, "");
      assertThat(ObjectAttributes.secret(ObjectAttributes.ofSecret(secret), CborLimits.DEFAULT))
          .isEqualTo(secret);
    }
  }

  @Test
  void refusesSecretsWithoutAProperTypeOrLabel() {
    SECRET.refuses("M-13", 2, new Text(""));
    SECRET.refuses("M-13", 2, new Text("HS 256"));
    SECRET.refuses("M-13", 2, new Text("n".repeat(65)));
    SECRET.refuses("D-2", 4, new Text("\u001b"));
    SECRET.accepts(4, new Text("\ud83d\udd11"));
  }

  private static void accepts(MessageType type, long field, long... values) {
    for (long value : values) {
      type.accepts(field, new Unsigned(value));
    }
  }

  private static void refuses(MessageType type, long field, long... values) {
    for (long value : values) {
      type.refuses("M-12", field, new Unsigned(value));
    }
  }
}
