package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Suite;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServerKeyLifeTest {
  private static final Suite RSA = AttackLab.suite("RSA-OAEP-256", "ES256");

  private final ProvisioningLab issuer = new ProvisioningLab();
  private final AttackLab lab = issuer.lab;

  private DeviceSession session() {
    return new DeviceSession(lab, issuer.device, lab.offer(), RSA).makeKeys();
  }

  @Test
  @DisplayName("attack 73: ServerPrivK is retired in the middle of a session, which goes on")
  void goesOnWithoutTheServerKey() {
    DeviceSession session = session();
    session.obey(lab.send(session.response()));
    lab.retired = true;
    assertThat(issuer.records(session, session.end())).isInstanceOf(Answer.Accepted.class);
  }

  @Test
  @DisplayName("attack 73: ServerPrivK is retired before the response, which needs a new offer")
  void asksForANewOfferOnceTheKeyIsRetired() {
    DeviceSession session = session();
    lab.retired = true;
    assertThat(lab.send(session.response()))
        .isEqualTo(AttackLab.refused(RefusalCode.OFFER_WITHDRAWN));
    assertThat(lab.lastRule()).isEqualTo("S-11");
    assertThat(issuer.ca.requests).isEmpty();
  }

  @Test
  @DisplayName("attack 73: the key that was made for one offer is erased once it was used, or not")
  void erasesTheKeyOfOneOffer() {
    RecordingTransport transport = RecordingTransport.install(lab);
    assertThat(AttackLab.accepted(issuer.establish(issuer.session()))).isTrue();
    issuer.authority.open = false;
    assertThat(AttackLab.accepted(issuer.establish(issuer.session()))).isFalse();

    assertThat(transport.privateKeys()).hasSize(2);
    assertThat(transport.privateKeys())
        .allSatisfy(
            key -> assertThatThrownBy(key::length).isInstanceOf(IllegalStateException.class));
  }
}
