package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.AuditEvent.Kind;
import dev.skep.protocol.message.Response;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The audit log tells of each message which checks it passed, in order, whatever came of it. */
class AuditTrailTest {
  private static final List<String> TO_THE_CLAIM =
      List.of(
          "the message is well-formed",
          "the token is this server's own",
          "the offer is not expired",
          "the suite is one that was offered",
          "the certificate chain leads to a trusted device maker",
          "the device's key fits ES256",
          "the session is used for the first time");

  private final ProvisioningLab issuer = new ProvisioningLab();
  private final AttackLab lab = issuer.lab;

  private AuditEvent event(Kind kind) {
    return lab.audit.stream().filter(event -> event.kind() == kind).findFirst().orElseThrow();
  }

  @Test
  void tellsWhatASessionPassedOnItsWayToItsEnd() {
    DeviceSession session = issuer.established();
    AuditEvent established = event(Kind.ESTABLISHED);
    assertThat(established.checks())
        .startsWith(TO_THE_CLAIM.toArray(String[]::new))
        .endsWith(
            "EK decapsulates, and AK over K, ServerPubK and the whole offer verifies",
            "the keys were made in this SE and session, as they were asked for",
            "the enrolment allows this device")
        .hasSize(TO_THE_CLAIM.size() + 3);
    assertThat(established.details())
        .containsKeys("suite", "device", "account", "certificate.sign")
        .containsEntry("keys", "1")
        .containsEntry("records", "5");

    Bytes end = session.end();
    issuer.records(session, end);
    assertThat(event(Kind.COMPLETED).checks())
        .containsExactly(
            "the SE's receipt is authentic and complete",
            "the enrolment is completed by this session");
    issuer.records(session, end);
    assertThat(event(Kind.RECORDS).checks())
        .containsExactly("the message that completed the session came again");
  }

  @Test
  void tellsWhatASessionWithoutAnOrderPassed() {
    lab.authority = Optional.empty();
    lab.certificates = Optional.empty();
    issuer.establish(issuer.session());
    assertThat(event(Kind.ESTABLISHED).checks())
        .startsWith(TO_THE_CLAIM.toArray(String[]::new))
        .doesNotContain("the keys were made in this SE and session, as they were asked for");
  }

  @Test
  void namesTheSessionOfAMessageThatFailsAndWhatItPassedBefore() {
    DeviceSession session = issuer.session().makeKeys();
    Response response = session.response();
    lab.send(response);
    lab.send(response);
    AuditEvent rejected = event(Kind.REJECTED);
    assertThat(rejected.sessionId()).isEqualTo(session.sessionId().toHex());
    assertThat(rejected.checks()).isEqualTo(TO_THE_CLAIM.subList(0, TO_THE_CLAIM.size() - 1));

    issuer.records(session, Bytes.hex("80"));
    AuditEvent malformed = lab.lastEvent();
    assertThat(malformed.sessionId()).isEqualTo(session.sessionId().toHex());
    assertThat(malformed.kind()).isEqualTo(Kind.CLOSED);
  }

  @Test
  void tellsHowLongAnOfferIs() {
    issuer.session();
    AuditEvent offered = event(Kind.OFFERED);
    assertThat(offered.sessionId()).hasSize(32);
    assertThat(Integer.parseInt(offered.details().get("bytes"))).isGreaterThan(300);
  }
}
