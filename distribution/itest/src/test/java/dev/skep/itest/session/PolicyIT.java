package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.issuer.IssuerServer;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.InContainer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;

/** The server's policy changes while it runs. */
@InContainer
class PolicyIT {
  private static final String EC = "DHKEM-P256-HKDF-SHA256";
  private static final String X25519 = "DHKEM-X25519-HKDF-SHA256";
  private static final String RSA = "RSA-OAEP-256";
  private static final String DIAS = "RS256-DIAS";
  private static final int SESSIONS = 20;
  private static final Map<String, Object> GOOD =
      Map.of("offer.lifetime.seconds", 120, "dias.enabled", false);

  private Scene scene;
  private BundleContext bundles;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    bundles = context;
    scene = new Scene(context);
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  @Test
  void offersInTheOrderOfThePolicyFileThatIsShipped() throws Exception {
    ReceivedOffer offer = scene.wire().requireOffer();

    assertThat(offer.transports()).containsExactly(EC, X25519, RSA);
    assertThat(offer.offer().attestations())
        .containsExactly("ES256", "Ed25519", "ES384", "ES512", "PS256", "PS384", "RS256");
    assertThat(offer.offer().kdfs())
        .containsExactly("HKDF-SHA256", "HKDF-SHA384", "KBKDF-HMAC-SHA256", "KBKDF-CMAC-AES256");
    assertThat(offer.offer().ciphers())
        .containsExactly("A256GCM", "A256CBC-HS512", "A128CBC-HS256");
    assertThat(offer.offer().lifetimeSeconds()).isEqualTo(120);
  }

  @Test
  void changeCountsFromTheNextOfferOnWithoutARestart() throws Exception {
    scene.trustMaker();
    SecurityElement element = scene.element("alice", "ES256");
    Map<String, Object> before = identity();

    scene.configure(Scene.POLICY_PID, Map.of("transports", new String[] {X25519}));
    scene.awaitOffer("of X25519 only", offer -> offer.transports().equals(List.of(X25519)));
    assertThat(((Completed) scene.run(element)).suite().transport()).isEqualTo(X25519);
    scene.configure(
        Scene.POLICY_PID,
        Map.of("transports", new String[] {RSA, EC}, "offer.lifetime.seconds", 60));
    scene.awaitOffer("of RSA and EC", offer -> offer.transports().equals(List.of(RSA, EC)));
    assertThat(((Completed) scene.run(element)).suite().transport()).isEqualTo(RSA);

    assertThat(scene.wire().requireOffer().offer().lifetimeSeconds()).isEqualTo(60);
    assertThat(identity()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "transports, DHKEM-P256-HKDF-SHA256",
    "attestations, ES256",
    "kdfs, HKDF-SHA256",
    "ciphers, A256GCM"
  })
  void whatIsWithdrawnWhileSessionsRunIsNotInTheNextOfferAndNoneFails(String list, String name)
      throws Exception {
    scene.trustMaker();
    SecurityElement element = scene.element("alice", "Ed25519");
    Map<String, Object> before = identity();
    List<String> all = scene.wire().requireOffer().names(list);
    List<String> others = all.stream().filter(one -> !one.equals(name)).toList();
    assertThat(others).isNotEmpty().isNotEqualTo(all);
    Load load = new Load(SESSIONS, List.of(() -> allow(list, others), () -> allow(list, all)));

    load.run(List.of(() -> scene.run(element), () -> scene.run(element)));

    assertThat(load.failed()).isEmpty();
    assertThat(identity()).isEqualTo(before);
  }

  private void allow(String list, List<String> names) throws Exception {
    scene.configure(Scene.POLICY_PID, Map.of(list, names.toArray(String[]::new)));
    awaitConfigurationsTaken();
    assertThat(scene.wire().requireOffer().names(list)).isEqualTo(names);
  }

  @Test
  void refusesAWrongPolicyAsAWholeAndKeepsTheOldOne() throws Exception {
    scene.configure(Scene.POLICY_PID, Map.of("transports", new String[] {EC}));
    scene.awaitOffer("of EC only", offer -> offer.transports().equals(List.of(EC)));
    Map<String, Object> before = identity();
    List<Map<String, Object>> wrong =
        List.of(
            Map.of("transports", new String[] {RSA, "no name"}),
            Map.of("transports", new String[] {RSA, RSA}),
            Map.of("transports", new String[0]),
            Map.of("transports", new String[] {RSA}, "offer.lifetime.seconds", 4),
            Map.of("transports", new String[] {RSA}, "dias.enabled", "perhaps"),
            Map.of("transports", new String[] {RSA}, "dias.enabled", true));

    for (Map<String, Object> settings : wrong) {
      Map<String, Object> onlyThatWrong = new HashMap<>(GOOD);
      onlyThatWrong.putAll(settings);
      scene.configure(Scene.POLICY_PID, onlyThatWrong);
      awaitConfigurationsTaken();

      assertThat(scene.wire().requireOffer().transports())
          .as(settings.toString())
          .containsExactly(EC);
      assertThat(identity()).isEqualTo(before);
    }
  }

  @Test
  void diasIsOffByDefaultAndNotOnByBeingListed() throws Exception {
    assertThat(scene.wire().requireOffer().offer().attestations()).doesNotContain(DIAS);
    SecurityElement element = scene.element("dual-use", DIAS);
    scene.trustMaker();

    scene.configure(Scene.POLICY_PID, Map.of("attestations", new String[] {"ES256", DIAS}));
    scene.awaitOffer(
        "of ES256 only", offer -> offer.offer().attestations().equals(List.of("ES256")));

    assertThat(((Failed) scene.run(element)).code()).isEqualTo("no-common-suite");
  }

  @Test
  void diasThatIsOnStillWantsItsPolicyInTheDeviceCertificate() throws Exception {
    scene.trustMaker();
    SecurityElement element = scene.element("dual-use", DIAS);
    scene.configure(
        Scene.POLICY_PID,
        Map.of(
            "attestations",
            new String[] {DIAS},
            "dias.enabled",
            true,
            "dias.policy.oid",
            "1.3.6.1.4.1.99999.1"));
    scene.awaitOffer("of DIAS", offer -> offer.offer().attestations().equals(List.of(DIAS)));

    assertThat(((Failed) scene.run(element)).code()).isEqualTo("rejected");
    assertThat(scene.audit().latestRule()).isEqualTo("S-9");
  }

  /** What would differ after a restart of the server's bundle or component. */
  private Map<String, Object> identity() {
    ServiceReference<IssuerServer> server = bundles.getServiceReference(IssuerServer.class);
    return Map.of(
        "service", server.getProperty("service.id"),
        "bundle", server.getBundle().getBundleId(),
        "modified", server.getBundle().getLastModified());
  }

  /** Waits until all changes made before have reached those who listen: events keep their order. */
  private void awaitConfigurationsTaken() throws Exception {
    AtomicBoolean seen = new AtomicBoolean();
    ConfigurationListener listener =
        event -> {
          if (event.getPid().equals("test.marker")
              && event.getType() == ConfigurationEvent.CM_UPDATED) {
            seen.set(true);
          }
        };
    ServiceRegistration<ConfigurationListener> registration =
        bundles.registerService(ConfigurationListener.class, listener, null);
    try {
      var marker = scene.services().configure("test.marker", Map.of("any", "thing"));
      scene.services().awaitThat("the marker", seen::get);
      marker.delete();
    } finally {
      registration.unregister();
    }
  }
}
