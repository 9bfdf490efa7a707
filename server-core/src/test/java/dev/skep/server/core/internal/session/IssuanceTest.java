package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.CertificateIssuer;
import dev.skep.api.issuer.IssuanceException;
import dev.skep.api.issuer.RefusalCode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule S-17: what a CA does or fails to do. */
class IssuanceTest {
  private final ProvisioningLab issuer = new ProvisioningLab();

  private void isUnavailable(Optional<CertificateIssuer> ca, String reason) {
    issuer.lab.certificates = ca;
    assertThat(issuer.establish(issuer.session()))
        .isEqualTo(AttackLab.refused(RefusalCode.UNAVAILABLE));
    assertThat(issuer.lab.lastRule()).isEqualTo("S-17");
    assertThat(issuer.lab.lastEvent().rejection().orElseThrow().reason()).contains(reason);
    assertThat(issuer.authority.begun).as("the enrolment knows of no session").isEmpty();
  }

  @Test
  void saysUnavailableWithoutACa() {
    isUnavailable(Optional.empty(), "no certificate issuer is installed");
  }

  @Test
  void needsNoCaWhereNothingIsCertified() {
    issuer.lab.certificates = Optional.empty();
    issuer.authority.orders = () -> ProvisioningLab.order(ProvisioningLab.puk("12345678"));
    assertThat(AttackLab.accepted(issuer.establish(issuer.session()))).isTrue();
  }

  @Test
  void saysUnavailableWhenTheCaDoesNotIssue() {
    isUnavailable(
        Optional.of(
            request -> {
              throw new IssuanceException("it is being moved; try again", null);
            }),
        "it is being moved");
  }

  @Test
  void takesNoCertificateForAnotherKey() {
    Bytes other = issuer.lab.device("ES256").publicKey();
    isUnavailable(
        Optional.of(request -> List.of(issuer.ca.ca.certify("Alice", other))), "another key");
  }

  @Test
  void takesNothingThatIsNoCertificate() {
    isUnavailable(Optional.of(request -> List.of(Bytes.hex("3000"))), "no certificate");
    isUnavailable(Optional.of(request -> List.of()), "0 certificates");
    isUnavailable(
        Optional.of(
            request ->
                Collections.nCopies(
                    9, issuer.ca.ca.certify("Alice", request.subjectPublicKeyInfo()))),
        "9 certificates");
  }
}
