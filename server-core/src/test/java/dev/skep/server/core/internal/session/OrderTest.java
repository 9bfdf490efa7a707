package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.issuer.AuditEvent.Kind;
import dev.skep.api.issuer.ProvisioningOrder;
import dev.skep.api.issuer.ProvisioningOrder.Certify;
import dev.skep.api.issuer.ProvisioningOrder.DefinePin;
import dev.skep.api.issuer.ProvisioningOrder.Delete;
import dev.skep.api.issuer.ProvisioningOrder.EarlierKey;
import dev.skep.api.issuer.ProvisioningOrder.ImportSecret;
import dev.skep.api.issuer.ProvisioningOrder.Item;
import dev.skep.api.issuer.ProvisioningOrder.Unblock;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.provisioning.SecretTerms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that cannot be sent are the issuer's fault: nothing is issued, nothing is sent. */
class OrderTest {
  private static final ProvisioningLab ISSUER = new ProvisioningLab();
  private static final TestManagementKeys KEYS = new TestManagementKeys(ISSUER.lab);

  @BeforeEach
  void reset() {
    ISSUER.authority.managementKey = Optional.empty();
    ISSUER.lab.managementKeys = Optional.of(KEYS);
    ISSUER.authority.begun.clear();
    ISSUER.ca.requests.clear();
  }

  private static void cannotBeSent(String rule, Supplier<ProvisioningOrder> order) {
    ISSUER.authority.orders = order;
    assertThat(ISSUER.establish(ISSUER.session()))
        .isEqualTo(AttackLab.refused(RefusalCode.UNAVAILABLE));
    assertThat(ISSUER.lab.lastRule()).isEqualTo(rule);
    assertThat(ISSUER.lab.lastEvent().rejection().orElseThrow().reason())
        .startsWith("the order cannot be sent: ")
        .doesNotContain(ProvisioningLab.PIN, ProvisioningLab.PUK);
    assertThat(ISSUER.lab.lastEvent().kind()).isEqualTo(Kind.OFFER_LAPSED);
    assertThat(ISSUER.ca.requests).as("nothing is issued").isEmpty();
    assertThat(ISSUER.authority.begun).as("nothing is noted").isEmpty();
  }

  private static void canBeSent(Supplier<ProvisioningOrder> order) {
    ISSUER.authority.orders = order;
    assertThat(AttackLab.accepted(ISSUER.establish(ISSUER.session()))).isTrue();
  }

  private static Unblock unblock(String pinId, String value) {
    return new Unblock(pinId, Optional.of(ProvisioningLab.secretOf(Bytes.utf8(value))));
  }

  private static ImportSecret secret(String id, String type, int length) {
    return new ImportSecret(
        new SecretTerms(id, type, Optional.empty(), ""), SecretBytes.adopt(new byte[length]));
  }

  private static ProvisioningOrder order(Item... items) {
    return ProvisioningLab.order(items);
  }

  @Test
  void valuesFitTheirPolicy() {
    for (String pin : List.of("12345", "123456789", "12345a")) {
      cannotBeSent("D-3", () -> order(ProvisioningLab.pin(pin)));
    }
    cannotBeSent("D-3", () -> order(ProvisioningLab.puk("short")));
    canBeSent(() -> order(ProvisioningLab.puk("long enough".replace(' ', '-'))));
  }

  @Test
  void secretsFitTheirType() {
    for (int length : new int[] {31, 65}) {
      cannotBeSent("D-8", () -> order(secret("s", SecretTerms.HS256, length)));
    }
    for (int length : new int[] {0, 1025}) {
      cannotBeSent("D-8", () -> order(secret("s", SecretTerms.OPAQUE, length)));
    }
    canBeSent(
        () ->
            order(
                secret("a", SecretTerms.HS256, 32),
                secret("b", SecretTerms.HS256, 64),
                secret("c", SecretTerms.OPAQUE, 1),
                secret("d", SecretTerms.OPAQUE, 1024)));
  }

  @Test
  void anIdNamesOneObject() {
    cannotBeSent("D-1", () -> order(ProvisioningLab.puk("12345678"), secret("puk", "opaque", 1)));
    cannotBeSent("D-1", () -> order(secret("sign", "opaque", 1)));
    cannotBeSent("D-1", () -> order(ProvisioningLab.certify("sign"), secret("sign", "opaque", 1)));
    cannotBeSent(
        "D-1", () -> order(ProvisioningLab.certify("sign"), ProvisioningLab.certify("sign")));
  }

  @Test
  void certifiesOnlyKeysThatAreThere() {
    cannotBeSent("D-9", () -> order(ProvisioningLab.certify("nowhere")));
    EarlierKey key = new EarlierKey(ISSUER.device.publicKey(), Set.of("digitalSignature"));
    cannotBeSent(
        "D-9", () -> order(new Certify("sign", "CN=A", Duration.ofDays(1), Optional.of(key))));
  }

  @Test
  void changesEarlierObjectsOnlyUnderAManagementKey() {
    EarlierKey key = new EarlierKey(ISSUER.device.publicKey(), Set.of("digitalSignature"));
    Certify earlier = new Certify("old", "CN=A", Duration.ofDays(1), Optional.of(key));
    cannotBeSent("D-11", () -> order(new Delete("old")));
    cannotBeSent("D-11", () -> order(unblock("pin", "123456")));
    cannotBeSent("D-11", () -> order(earlier));

    ISSUER.authority.managementKey = KEYS.current();
    canBeSent(() -> order(new Delete("older"), unblock("pin", "123456"), earlier));
    ISSUER.ca.requests.clear();
    ISSUER.authority.begun.clear();
    cannotBeSent("D-1", () -> order(new Delete("old"), earlier));
    cannotBeSent("D-3", () -> order(unblock("pin", "123")));
    cannotBeSent("D-1", () -> order(ProvisioningLab.pin("123456"), new Delete("pin")));
  }

  @Test
  void fitsIntoOneMessage() {
    cannotBeSent("M-12", () -> new ProvisioningOrder(secrets(251, 1)));
    canBeSent(() -> new ProvisioningOrder(secrets(250, 1)));
    ISSUER.authority.begun.clear();
    cannotBeSent("M-2", () -> new ProvisioningOrder(secrets(64, 1024)));
    cannotBeSent("M-2", () -> new ProvisioningOrder(secrets(61, 1024)));
    canBeSent(() -> new ProvisioningOrder(secrets(50, 1024)));
  }

  @Test
  void doesNotEvenTellTheAuthorityOfAMessageThatCertificatesMadeTooLong() {
    ISSUER.authority.orders =
        () -> {
          List<Item> items = new ArrayList<>(secrets(60, 1024));
          items.add(ProvisioningLab.certify("sign"));
          return new ProvisioningOrder(items);
        };
    DeviceSession session = ISSUER.session();
    assertThat(ISSUER.establish(session)).isEqualTo(AttackLab.refused(RefusalCode.UNAVAILABLE));
    assertThat(ISSUER.lab.lastRule()).isEqualTo("M-2");
    assertThat(ISSUER.authority.begun).isEmpty();
  }

  private static List<Item> secrets(int count, int length) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(secret("s" + i, SecretTerms.OPAQUE, length));
    }
    return items;
  }

  @Test
  void acceptsAPinWithoutValueWhateverItsPolicy() {
    canBeSent(
        () ->
            order(
                new DefinePin(
                    new dev.skep.api.provisioning.PinTerms(
                        "pin", ProvisioningLab.PIN_POLICY, Optional.empty()),
                    Optional.empty())));
  }
}
