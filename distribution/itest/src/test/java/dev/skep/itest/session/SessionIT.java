package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.InContainer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;

/** Sessions of software security elements with the server, over HTTP. */
@InContainer
class SessionIT {
  private static final int SESSIONS_EACH = 10;

  private Scene scene;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    scene = new Scene(context);
    scene.trustMaker();
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({
    "RSA-OAEP-256, RS256, memory",
    "RSA-OAEP-256, RS256, wrapped",
    "DHKEM-P256-HKDF-SHA256, ES256, memory",
    "DHKEM-P256-HKDF-SHA256, ES256, wrapped",
    "DHKEM-X25519-HKDF-SHA256, Ed25519, memory",
    "DHKEM-X25519-HKDF-SHA256, Ed25519, wrapped",
    "DHKEM-P384-HKDF-SHA384, ES384, wrapped",
    "DHKEM-P521-HKDF-SHA512, ES512, memory",
    "DHKEM-P256-HKDF-SHA256, PS256, memory",
    "DHKEM-P256-HKDF-SHA256, PS384, wrapped"
  })
  void completesWithTheSuiteThatThePolicyNames(
      String transport, String attestation, String handleKind) throws Exception {
    scene.policy(List.of(transport), List.of(attestation));
    SecurityElement element =
        scene.element((attestation + "-" + handleKind), attestation, handleKind);

    CeremonyOutcome outcome = scene.run(element);

    assertThat(outcome)
        .isEqualTo(
            new Completed(
                sessionId(outcome),
                new Suite(transport, attestation, "HKDF-SHA256", "A256GCM"),
                1));
    assertThat(scene.audit().events(AuditEvent.Kind.COMPLETED))
        .extracting(AuditEvent::sessionId)
        .containsExactly(sessionId(outcome).toHex());
  }

  @Test
  void completesWithEachKeyDerivationAndEachCipher() throws Exception {
    SecurityElement element = scene.element("any", "ES256");
    for (String kdf :
        List.of("HKDF-SHA256", "HKDF-SHA384", "KBKDF-HMAC-SHA256", "KBKDF-CMAC-AES256")) {
      for (String cipher : List.of("A256GCM", "A256CBC-HS512", "A128CBC-HS256")) {
        scene.configure(
            Scene.POLICY_PID, Map.of("kdfs", new String[] {kdf}, "ciphers", new String[] {cipher}));
        scene.awaitOffer(
            kdf + " and " + cipher,
            offer ->
                offer.offer().kdfs().equals(List.of(kdf))
                    && offer.offer().ciphers().equals(List.of(cipher)));

        CeremonyOutcome outcome = scene.run(element);

        assertThat(outcome).isInstanceOf(Completed.class);
        assertThat(((Completed) outcome).suite())
            .isEqualTo(new Suite("DHKEM-P256-HKDF-SHA256", "ES256", kdf, cipher));
      }
    }
  }

  @Test
  void runsSessionsOfTwoElementsAtOnce() throws Exception {
    SecurityElement alice = scene.element("alice", "Ed25519", "memory");
    SecurityElement bob = scene.element("bob", "ES256", "wrapped");
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Set<Bytes>> first = threads.submit(() -> completed(alice));
      Future<Set<Bytes>> second = threads.submit(() -> completed(bob));

      Set<Bytes> all = new HashSet<>(first.get());
      all.addAll(second.get());
      assertThat(all).hasSize(2 * SESSIONS_EACH);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void elementKeepsItsIdentityWhenItComesBack() throws Exception {
    scene.element("alice", "ES256", "memory");
    scene.withdrawElements();

    SecurityElement again = scene.blank("alice", "memory");

    assertThat(again.info().personalized()).isTrue();
    assertThat(scene.run(again)).isInstanceOf(Completed.class);
  }

  private Set<Bytes> completed(SecurityElement element) throws InterruptedException {
    List<Bytes> ids = new ArrayList<>();
    for (int i = 0; i < SESSIONS_EACH; i++) {
      CeremonyOutcome outcome = scene.run(element);
      assertThat(outcome).isInstanceOf(Completed.class);
      ids.add(sessionId(outcome));
    }
    return new HashSet<>(ids);
  }

  private static Bytes sessionId(CeremonyOutcome outcome) {
    assertThat(outcome).isInstanceOf(Completed.class);
    return ((Completed) outcome).sessionId();
  }
}
