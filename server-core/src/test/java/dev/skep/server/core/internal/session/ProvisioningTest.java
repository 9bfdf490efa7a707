package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.issuer.AuditEvent.Kind;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.ProvisioningOrder.Certify;
import dev.skep.api.issuer.ProvisioningOrder.DefinePin;
import dev.skep.api.issuer.ProvisioningOrder.Delete;
import dev.skep.api.issuer.ProvisioningOrder.EarlierKey;
import dev.skep.api.issuer.ProvisioningOrder.Unblock;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.provisioning.CertificateInstallation;
import dev.skep.protocol.provisioning.CommitAttributes;
import dev.skep.protocol.provisioning.KeyAttestation;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.protocol.provisioning.ObjectAttributes;
import dev.skep.server.core.internal.session.DeviceSession.Taken;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProvisioningTest {
  private static final CborLimits LIMITS = CborLimits.DEFAULT;

  private final ProvisioningLab issuer = new ProvisioningLab();
  private final AttackLab lab = issuer.lab;

  private static Taken last(DeviceSession session) {
    return session.taken.get(session.taken.size() - 1);
  }

  @Test
  void sendsTheWholeOrderAndTheCommitInOneMessage() throws Exception {
    DeviceSession session = issuer.established();

    assertThat(session.ops())
        .containsExactly(
            "puk.define", "pin.define", "secret.import", "certificate.install", "commit");
    Taken puk = session.taken.get(0);
    assertThat(ObjectAttributes.puk(puk.attributes(), LIMITS).id()).isEqualTo("puk");
    assertThat(puk.plaintext()).isEqualTo(Bytes.utf8(ProvisioningLab.PUK));
    Taken pin = session.taken.get(1);
    assertThat(ObjectAttributes.pin(pin.attributes(), LIMITS))
        .isEqualTo(new PinTerms("pin", ProvisioningLab.PIN_POLICY, Optional.of("puk")));
    assertThat(pin.plaintext()).isEqualTo(Bytes.utf8(ProvisioningLab.PIN));
    assertThat(session.taken.get(2).plaintext()).isEqualTo(ProvisioningLab.SECRET);
    CommitAttributes commit = CommitAttributes.decode(last(session).attributes(), LIMITS);
    assertThat(commit.requestHash()).isEqualTo(CommitAttributes.hashOf(session.request().encode()));
    assertThat(commit.authorization()).isEmpty();
  }

  @Test
  void completesWithTheReceiptOverAllChanges() {
    DeviceSession session = issuer.established();
    assertThat(lab.lastEvent().kind()).isEqualTo(Kind.ESTABLISHED);
    assertThat(issuer.authority.completedBy()).isEmpty();

    assertThat(issuer.records(session, session.end()))
        .isEqualTo(new Answer.Accepted(DeviceRecords.empty()));
    assertThat(lab.lastEvent().kind()).isEqualTo(Kind.COMPLETED);
    assertThat(issuer.authority.completedBy()).contains(session.sessionId());
  }

  @Test
  void certifiesTheKeyThatTheDeviceMade() throws Exception {
    DeviceSession session = issuer.established();
    Bytes key = Bytes.of(session.keys.get("sign").getPublic().getEncoded());

    assertThat(issuer.ca.requests)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.subjectPublicKeyInfo()).isEqualTo(key);
              assertThat(request.subject()).isEqualTo("CN=Alice Example");
              assertThat(request.keyUsages())
                  .containsExactlyInAnyOrder("digitalSignature", "nonRepudiation");
              assertThat(request.validity()).isEqualTo(Duration.ofDays(30));
            });
    CertificateInstallation installed =
        CertificateInstallation.decode(session.taken.get(3).attributes(), LIMITS);
    IssuedCertificate registered = issuer.authority.registered.get(0);
    assertThat(installed.keyId()).isEqualTo("sign");
    assertThat(installed.chain()).hasSize(2).startsWith(registered.certificate());
    assertThat(registered.publicKey()).isEqualTo(key);
    assertThat(registered.serialNumber()).matches("[1-9a-f][0-9a-f]*");
    assertThat(lab.lastEvent().details())
        .containsEntry("certificate.sign", registered.serialNumber());
  }

  @Test
  void registersAnAttestationThatAnybodyCanVerify() throws Exception {
    DeviceSession session = issuer.established();
    Bytes encoded = issuer.authority.registered.get(0).keyAttestation();
    KeyAttestation attestation = KeyAttestation.decode(encoded, LIMITS);

    AttestationScheme scheme = lab.algorithm(AttestationScheme.class, attestation.scheme());
    PublicKey deviceKey = scheme.decodePublicKey(issuer.device.publicKey());
    assertThat(attestation.certificateChain()).containsExactly(issuer.device.certificate());
    assertThat(
            scheme.verify(
                deviceKey, KeyStatement.message(attestation.statement()), attestation.signature()))
        .isTrue();
    KeyStatement statement = KeyStatement.decode(attestation.statement(), LIMITS);
    assertThat(statement.publicKey())
        .isEqualTo(Bytes.of(session.keys.get("sign").getPublic().getEncoded()));
  }

  @Test
  void registersNoAttestationWhereNoneWasAskedFor() {
    issuer.authority.keys = List.of(ProvisioningLab.key("sign", "Ed25519", false));
    issuer.established();
    assertThat(issuer.authority.registered.get(0).keyAttestation()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void leavesAPinWithoutValueToItsHolder() {
    issuer.authority.orders =
        () ->
            ProvisioningLab.order(
                new DefinePin(
                    new PinTerms("pin", ProvisioningLab.PIN_POLICY, Optional.empty()),
                    Optional.empty()));
    DeviceSession session = issuer.established();
    assertThat(session.ops()).containsExactly("pin.define", "commit");
    assertThat(session.taken.get(0).plaintext()).isEqualTo(Bytes.EMPTY);
    assertThat(issuer.records(session, session.end())).isInstanceOf(Answer.Accepted.class);
  }

  @Test
  void signsTheCommitWithTheManagementKeyOfTheRequest() throws Exception {
    TestManagementKeys keys = new TestManagementKeys(lab);
    lab.managementKeys = Optional.of(keys);
    issuer.authority.managementKey = keys.current();
    EarlierKey earlier = new EarlierKey(issuer.device.publicKey(), Set.of("digitalSignature"));
    issuer.authority.orders =
        () ->
            ProvisioningLab.order(
                new Unblock("pin", Optional.empty()),
                new Delete("otp"),
                ProvisioningLab.certify("sign"),
                new Certify("old", "CN=Alice", Duration.ofDays(1), Optional.of(earlier)));
    DeviceSession session = issuer.established();

    assertThat(session.ops())
        .containsExactly(
            "pin.unblock", "object.delete", "certificate.install", "certificate.install", "commit");
    CommitAttributes commit = CommitAttributes.decode(last(session).attributes(), LIMITS);
    Bytes message =
        CommitAttributes.message(
            session.run().transcriptHash(), commit.requestHash().orElseThrow());
    assertThat(keys.verifies(message, commit.authorization().orElseThrow())).isTrue();
    assertThat(issuer.authority.registered.get(1).publicKey()).isEqualTo(earlier.publicKey());
    assertThat(issuer.records(session, session.end())).isInstanceOf(Answer.Accepted.class);
  }

  @Test
  void asksForANewOfferWhenTheManagementKeyIsGone() {
    issuer.authority.managementKey = new TestManagementKeys(lab).current();
    isUnavailable("D-11");
    lab.managementKeys = Optional.of(new TestManagementKeys(lab));
    DeviceSession session = issuer.session();
    assertThat(issuer.establish(session)).isEqualTo(AttackLab.refused(RefusalCode.OFFER_WITHDRAWN));
    assertThat(lab.lastRule()).isEqualTo("D-11");
    assertThat(issuer.ca.requests).isEmpty();
    assertThat(issuer.authority.begun).isEmpty();
  }

  private void isUnavailable(String rule) {
    assertThat(issuer.establish(issuer.session()))
        .isEqualTo(AttackLab.refused(RefusalCode.UNAVAILABLE));
    assertThat(lab.lastRule()).isEqualTo(rule);
    assertThat(lab.lastEvent().kind()).isEqualTo(Kind.OFFER_LAPSED);
  }

  @Test
  void waitsForAnAuthorityThatIsBeingExchanged() {
    DeviceSession session = issuer.session();
    lab.authority = Optional.empty();
    assertThat(issuer.establish(session)).isEqualTo(AttackLab.refused(RefusalCode.UNAVAILABLE));
    assertThat(lab.lastRule()).isEqualTo("S-16");

    lab.authority = Optional.of(issuer.authority);
    DeviceSession second = issuer.established();
    lab.authority = Optional.empty();
    Bytes end = second.end();
    assertThat(issuer.records(second, end)).isEqualTo(AttackLab.refused(RefusalCode.UNAVAILABLE));
    assertThat(lab.lastEvent().kind()).isEqualTo(Kind.RECORDS);
    lab.authority = Optional.of(issuer.authority);
    assertThat(issuer.records(second, end)).isInstanceOf(Answer.Accepted.class);
  }

  @Test
  void rejectsASessionThatTheEnrolmentDoesNotAllow() {
    issuer.authority.open = false;
    assertThat(issuer.establish(issuer.session()))
        .isEqualTo(AttackLab.refused(RefusalCode.REJECTED));
    assertThat(lab.lastRule()).isEqualTo("S-16");
    assertThat(issuer.ca.requests).isEmpty();
  }

  @Test
  void rejectsASessionWhoseEnrolmentClosedMeanwhile() {
    issuer.authority.orders =
        () -> {
          issuer.authority.open = false;
          return ProvisioningLab.badge();
        };
    DeviceSession session = issuer.session();
    assertThat(issuer.establish(session)).isEqualTo(AttackLab.refused(RefusalCode.REJECTED));
    assertThat(lab.lastRule()).isEqualTo("S-16");
    assertThat(issuer.records(session, session.end()))
        .isEqualTo(AttackLab.refused(RefusalCode.REJECTED));
    assertThat(lab.lastRule()).as("no state was written").isEqualTo("R-7");
  }

  @Test
  void closesEveryOrderThatItWasGiven() {
    issuer.established();
    issuer.authority.orders =
        () -> ProvisioningLab.order(ProvisioningLab.puk("short"), ProvisioningLab.pin("123456"));
    isUnavailable("D-3");
    lab.certificates = Optional.empty();
    issuer.authority.orders = ProvisioningLab::badge;
    isUnavailable("S-17");

    assertThat(issuer.authority.given).hasSize(3);
    assertThat(issuer.authority.given.toString())
        .contains("SecretBytes[closed]")
        .doesNotContain("bytes]");
  }

  @Test
  void namesTheAccountInTheAuditEventOnly() {
    issuer.established();
    assertThat(lab.lastEvent().details())
        .containsEntry("account", TestAuthority.ACCOUNT)
        .containsEntry("records", "5")
        .containsEntry("keys", "1");
  }
}
