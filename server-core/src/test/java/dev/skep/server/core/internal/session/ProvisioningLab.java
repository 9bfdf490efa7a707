package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.ProvisioningOrder;
import dev.skep.api.issuer.ProvisioningOrder.Certify;
import dev.skep.api.issuer.ProvisioningOrder.DefinePin;
import dev.skep.api.issuer.ProvisioningOrder.DefinePuk;
import dev.skep.api.issuer.ProvisioningOrder.ImportSecret;
import dev.skep.api.issuer.ProvisioningOrder.Item;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.api.provisioning.PinFormat;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.api.provisioning.SecretTerms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An issuer that provisions a badge: PUK, PIN, a secret, a signature key with its certificate. */
final class ProvisioningLab {
  static final String PIN = "73519462";
  static final String PUK = "puk-canary-Q7vX2m";
  static final Bytes SECRET = Bytes.utf8("secret-canary-0123456789abcdef-0123456789");
  static final PinPolicy PIN_POLICY = new PinPolicy(PinFormat.NUMERIC, 6, 8, 3);
  static final PinPolicy PUK_POLICY = new PinPolicy(PinFormat.PRINTABLE, 8, 32, 10);
  static final KeyTerms KEY = key("sign", "ES256", true);

  final AttackLab lab = new AttackLab();
  final TestAuthority authority = new TestAuthority();
  final TestIssuingCa ca = new TestIssuingCa();
  final GenuineDevice device = lab.device("ES256");

  ProvisioningLab() {
    authority.keys = List.of(KEY);
    authority.orders = ProvisioningLab::badge;
    lab.authority = Optional.of(authority);
    lab.certificates = Optional.of(ca);
  }

  static KeyTerms key(String id, String algorithm, boolean signed) {
    return new KeyTerms(
        id,
        algorithm,
        0,
        Set.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.NON_REPUDIATION),
        Optional.of("pin"),
        "Signature",
        signed);
  }

  static ProvisioningOrder badge() {
    return order(puk(PUK), pin(PIN), secret(SECRET), certify("sign"));
  }

  static ProvisioningOrder order(Item... items) {
    return new ProvisioningOrder(List.of(items));
  }

  static DefinePuk puk(String value) {
    return new DefinePuk(new PukTerms("puk", PUK_POLICY), secretOf(Bytes.utf8(value)));
  }

  static DefinePin pin(String value) {
    return new DefinePin(
        new PinTerms("pin", PIN_POLICY, Optional.of("puk")),
        Optional.of(secretOf(Bytes.utf8(value))));
  }

  static ImportSecret secret(Bytes value) {
    return new ImportSecret(
        new SecretTerms("otp", SecretTerms.HS256, Optional.of("pin"), "One-time codes"),
        secretOf(value));
  }

  static Certify certify(String keyId) {
    return new Certify(keyId, "CN=Alice Example", Duration.ofDays(30), Optional.empty());
  }

  static SecretBytes secretOf(Bytes value) {
    return SecretBytes.adopt(value.toArray());
  }

  DeviceSession session() {
    return session(device);
  }

  DeviceSession session(GenuineDevice of) {
    return new DeviceSession(lab, of, lab.offer(), AttackLab.EC);
  }

  /** Establishes with honest keys. */
  Answer establish(DeviceSession session) {
    return lab.send(session.makeKeys().response());
  }

  /** A session that waits for its end. */
  DeviceSession established() {
    DeviceSession session = session();
    return session.obey(establish(session));
  }

  Answer records(DeviceSession session, Bytes message) {
    return lab.server.records(session.sessionId(), message, "test");
  }
}
