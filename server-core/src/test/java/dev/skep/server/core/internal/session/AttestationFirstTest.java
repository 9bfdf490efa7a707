package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.AttestedSession;
import dev.skep.api.issuer.CertificateRequest;
import dev.skep.api.issuer.IssuanceException;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.ProvisioningDecision;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.protocol.message.Response;
import dev.skep.protocol.provisioning.KeyStatement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AttestationFirstTest {
  private final ProvisioningLab issuer = new ProvisioningLab();
  private final OrderRecorder order = OrderRecorder.install(issuer.lab);

  @BeforeEach
  void watchTheIssuer() {
    TestAuthority watched =
        new TestAuthority() {
          @Override
          public ProvisioningDecision provision(AttestedSession session) throws StoreException {
            order.events().add("provision");
            return super.provision(session);
          }

          @Override
          public boolean begin(AttestedSession session, List<IssuedCertificate> certificates)
              throws StoreException {
            order.events().add("begin");
            return super.begin(session, certificates);
          }
        };
    watched.keys = List.of(ProvisioningLab.KEY);
    watched.orders = ProvisioningLab::badge;
    issuer.lab.authority = Optional.of(watched);
    issuer.lab.certificates =
        Optional.of(
            new TestIssuingCa() {
              @Override
              public List<Bytes> issue(CertificateRequest request) throws IssuanceException {
                order.events().add("issue");
                return super.issue(request);
              }
            });
  }

  @Test
  @DisplayName("attack 25: AK, then K's keys; the key's attestation, then the order and the CA")
  void doesNothingWithKBeforeAkAndCertifiesNothingBeforeItsAttestation() {
    DeviceSession session = issuer.session().makeKeys();
    order.clear();
    assertThat(AttackLab.accepted(issuer.lab.send(session.response()))).isTrue();
    assertThat(order.events())
        .containsExactly(
            "derive SKEP/1 confirm",
            "verify",
            "derive SKEP/1 server to se",
            "derive SKEP/1 se to server",
            "derive SKEP/1 external",
            "open",
            "verify",
            "provision",
            "issue",
            "seal",
            "seal",
            "seal",
            "seal",
            "seal",
            "begin");
  }

  @Test
  @DisplayName("attack 25: a wrong AK ends it before anything is derived, opened, asked or issued")
  void stopsAtAWrongAk() {
    DeviceSession session = issuer.session().makeKeys();
    Response honest = session.response();
    byte[] ak = honest.attestation().toArray();
    ak[3] ^= 1;
    order.clear();
    issuer.lab.send(
        new Response(
            honest.token(),
            honest.suite(),
            honest.seNonce(),
            honest.encapsulatedKey(),
            Bytes.of(ak),
            honest.certificateChain(),
            honest.records()));
    assertThat(issuer.lab.lastRule()).isEqualTo("S-12");
    assertThat(order.events()).containsExactly("derive SKEP/1 confirm", "verify");
  }

  @Test
  @DisplayName("attack 25: a wrong statement ends it before the order is asked for")
  void stopsAtAWrongStatement() {
    DeviceSession session = issuer.session();
    KeyStatement honest = session.statement(ProvisioningLab.KEY);
    KeyTerms t = honest.terms();
    KeyTerms lie =
        new KeyTerms(t.id(), t.algorithm(), 0, t.usages(), t.pinId(), "another label", true);
    session.sendKey(
        new KeyStatement(
            lie, honest.publicKey(), honest.sessionId(), honest.domain(), honest.serverKeyHash()),
        true);
    order.clear();
    issuer.lab.send(session.response());
    assertThat(issuer.lab.lastRule()).isEqualTo("D-7");
    assertThat(order.events()).doesNotContain("provision", "issue", "seal", "begin");
  }
}
