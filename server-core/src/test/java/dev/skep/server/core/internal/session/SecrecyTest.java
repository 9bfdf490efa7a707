package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.AuditSink;
import dev.skep.api.issuer.IssuanceException;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.SessionStore;
import dev.skep.protocol.Direction;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.message.OfferRequest;
import dev.skep.server.core.internal.audit.LogAuditSink;
import dev.skep.server.core.internal.seal.Sealer;
import dev.skep.server.core.internal.session.FaultyCalls.Fault;
import dev.skep.server.core.internal.session.SessionStates.Known;
import dev.skep.server.core.internal.store.NodeLocalSessionStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SecrecyTest {
  private static final String CODE = "CODE-CANARY-7XK2Q";

  private final ProvisioningLab issuer = new ProvisioningLab();
  private final AttackLab lab = issuer.lab;
  private final SessionStore store = new NodeLocalSessionStore(lab.clock);
  private final Sealer sealer = lab.newSealer();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream realError = System.err;
  private final List<Bytes> canaries = new ArrayList<>();
  private final StringBuilder shown = new StringBuilder();
  private CeremonyServer server = logging(store);

  private CeremonyServer logging(SessionStore with) {
    LogAuditSink line = new LogAuditSink();
    AuditSink sink =
        event -> {
          lab.audit.add(event);
          line.record(event);
        };
    ServerParts parts = lab.parts(with, sealer);
    return lab.node(
        new ServerParts(
            parts.catalogue(),
            parts.trust(),
            with,
            parts.staticKeys(),
            sealer,
            sink,
            parts.random(),
            parts.clock()));
  }

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    for (String secret : List.of(ProvisioningLab.PIN, ProvisioningLab.PUK, CODE)) {
      canaries.add(Bytes.utf8(secret));
    }
    canaries.add(ProvisioningLab.SECRET);
  }

  @AfterEach
  void restore() {
    System.setErr(realError);
  }

  private DeviceSession session() {
    Bytes request = new OfferRequest(Optional.of(Bytes.utf8(CODE))).encode();
    Answer offer = server.offer(request, "test");
    DeviceSession session =
        new DeviceSession(lab, issuer.device, AttackLab.envelope(offer), AttackLab.EC);
    KeyDerivation kdf = lab.algorithm(KeyDerivation.class, AttackLab.EC.kdf());
    SecretBytes k = session.run().sharedSecret();
    Bytes th = session.run().transcriptHash();
    canaries.add(k.use(Bytes::of));
    for (Direction direction : Direction.values()) {
      canaries.add(KeySchedule.trafficKey(kdf, k, direction, th, 32).use(Bytes::of));
    }
    canaries.add(KeySchedule.externalKey(kdf, k, th).use(Bytes::of));
    return session.makeKeys();
  }

  private Answer establish(DeviceSession session) {
    Answer answer = server.establish(session.response().encode(), "test");
    shown.append(answer);
    return answer;
  }

  private Answer records(DeviceSession session, Bytes message) {
    Answer answer = server.records(session.sessionId(), message, "test");
    shown.append(answer);
    return answer;
  }

  /** A good session, and one that fails in each way that has words for it. */
  private DeviceSession wholeStory() throws Exception {
    DeviceSession good = session();
    good.obey(establish(good));
    Known known = new SessionStates(store, sealer).find(good.sessionId()).orElseThrow();
    shown.append(known).append(known.state());
    known.state().close();
    shown.append(known);
    issuer.authority.orders =
        () -> ProvisioningLab.order(ProvisioningLab.pin(ProvisioningLab.PIN + "0"));
    assertThat(AttackLab.accepted(establish(session()))).isFalse();
    issuer.authority.orders = ProvisioningLab::badge;
    lab.certificates =
        Optional.of(
            request -> {
              throw new IssuanceException("no: " + request, new IllegalStateException());
            });
    assertThat(AttackLab.accepted(establish(session()))).isFalse();
    lab.certificates = Optional.of(issuer.ca);
    DeviceSession closed = session();
    closed.obey(establish(closed));
    records(closed, DeviceRecords.empty());
    failingStores();
    return good;
  }

  private void failingStores() {
    for (int call = 0; call < 4; call++) {
      FaultyCalls calls = new FaultyCalls();
      calls.arm(new Fault(call, false, false));
      CeremonyServer healthy = server;
      server = logging(calls.store(store));
      DeviceSession session = session();
      Answer answer = establish(session);
      if (AttackLab.accepted(answer)) {
        records(session.obey(answer), session.end());
      }
      server = healthy;
    }
  }

  @Test
  @DisplayName("attack 75: no PIN, PUK, secret, code or key in logs, audit, texts or exceptions")
  void tellsNoSecretToAnybody() throws Exception {
    DeviceSession good = wholeStory();
    shown.append(issuer.authority.given).append(lab.parts);
    for (AuditEvent event : lab.audit) {
      shown.append(event);
    }
    String logged = log.toString(StandardCharsets.UTF_8);
    assertThat(logged).as("the log is listened to").contains("ESTABLISHED", "S-13", "S-17", "D-3");
    assertThat(good.taken).as("the canaries were sent").hasSize(5);
    String everything = logged + shown;
    for (Bytes canary : canaries) {
      byte[] bytes = canary.toArray();
      assertThat(everything.contains(new String(bytes, StandardCharsets.ISO_8859_1))).isFalse();
      assertThat(everything.toLowerCase(Locale.ROOT)).doesNotContain(canary.toHex());
      assertThat(everything).doesNotContain(Base64.getEncoder().encodeToString(bytes));
    }
  }

  @Test
  @DisplayName("attack 75: the account is in the audit details, and nowhere else in the log")
  void tellsTheAccountInTheAuditDetailsOnly() throws Exception {
    wholeStory();
    String logged = log.toString(StandardCharsets.UTF_8);
    assertThat(logged.split("account=\"" + TestAuthority.ACCOUNT + "\"").length)
        .isEqualTo(logged.split(TestAuthority.ACCOUNT).length)
        .isGreaterThan(2);
  }

  @Test
  @DisplayName("attack 74: neither PIN nor K is in what the store is given, even opened")
  void keepsNoSecretOfTheOrder() throws Exception {
    DeviceSession session = session();
    establish(session);
    Bytes sealed = store.find(session.sessionId()).orElseThrow().sealedState();
    assertThat(sealed.length()).as("kept small").isLessThan(1_500);
    try (SecretBytes opened =
        sealer.open("session state " + session.sessionId().toHex(), sealed).orElseThrow()) {
      String content = opened.use(Bytes::of).toHex();
      assertThat(content).doesNotContain(Bytes.utf8(ProvisioningLab.PIN).toHex());
      assertThat(content).doesNotContain(ProvisioningLab.SECRET.toHex());
      assertThat(content).doesNotContain(session.run().sharedSecret().use(Bytes::of).toHex());
    }
  }
}
