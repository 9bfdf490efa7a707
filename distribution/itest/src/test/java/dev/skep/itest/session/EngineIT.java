package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.InContainer;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** The engines below the algorithms change while sessions run. */
@InContainer
class EngineIT {
  private static final String ECDH_PID = "dev.skep.provider.ecdh";
  private static final String COUNTED = "Counted";
  private static final int SESSIONS = 30;

  private Scene scene;
  private BundleContext bundles;
  private ExchangeableBundle bouncyCastle;
  private ExchangeableBundle corretto;
  private SecurityElement element;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    bundles = context;
    scene = new Scene(context);
    bouncyCastle = new ExchangeableBundle(context, "dev.skep.crypto.bc");
    corretto = new ExchangeableBundle(context, "dev.skep.crypto.corretto");
    scene.trustMaker();
    scene.policy(List.of("DHKEM-P256-HKDF-SHA256"), List.of("ES256"));
    element = scene.element("alice", "ES256");
  }

  @AfterEach
  void close() throws Exception {
    bouncyCastle.restore();
    corretto.restore();
    scene.close();
  }

  @Test
  void preferenceChangesWhileSessionsRunAndNoAlgorithmIsRegisteredAnew() throws Exception {
    CountingEngine engine =
        new CountingEngine(COUNTED, scene.services().await(Provider.class, "(skep.engine=BC)"));
    ServiceRegistration<Provider> registration =
        bundles.registerService(
            Provider.class, engine, new Hashtable<>(Map.of("skep.engine", COUNTED)));
    try {
      List<Object> before = algorithmServices();
      complete();
      assertThat(engine.uses()).as("by default").isZero();

      prefer(COUNTED, "JDK");
      scene.services().awaitThat("the engine's first use", () -> offersWith(engine));
      int offersOnly = engine.uses();
      complete();
      assertThat(engine.uses()).as("when preferred").isGreaterThan(offersOnly + 4);

      for (String next : List.of("JDK", "BC", "JDK")) {
        prefer(next);
        scene.services().awaitThat("the engine's last use", () -> !offersWith(engine));
        int after = engine.uses();
        complete();
        assertThat(engine.uses()).as("with " + next).isEqualTo(after);
      }
      assertThat(algorithmServices()).isEqualTo(before);
    } finally {
      registration.unregister();
    }
  }

  @Test
  void sessionsGoOnWithTheJdkWhenAllEnginesStop() throws Exception {
    complete();

    corretto.stop();
    bouncyCastle.stop();
    assertThat(scene.services().count(Provider.class, "(skep.engine=*)")).isZero();
    complete();
    bouncyCastle.start();

    scene.services().awaitCount(Provider.class, "(skep.engine=BC)", 1);
    complete();
  }

  @Test
  void algorithmsThatNoEngineHasAnyMoreAreNotOfferedUntilOneIsBack() throws Exception {
    List<String> transports =
        List.of("X25519+ML-KEM-768", "RSA-OAEP-256", "DHKEM-P256-HKDF-SHA256");
    List<String> attestations = List.of("ML-DSA-65", "PS256", "ES256");
    scene.policy(transports, attestations);

    bouncyCastle.stop();
    assertThat(scene.wire().requireOffer().transports()).isEqualTo(transports.subList(1, 3));
    scene.configure("dev.skep.provider.rsa", Map.of("engine.rsa.keys", new String[] {"BC"}));
    scene.awaitOffer(
        "of what is left",
        offer ->
            offer.transports().equals(transports.subList(2, 3))
                && offer.offer().attestations().equals(attestations.subList(2, 3)));
    complete();

    bouncyCastle.start();
    scene.awaitOffer(
        "of all",
        offer ->
            offer.transports().equals(transports)
                && offer.offer().attestations().equals(attestations));
    complete();
  }

  @Test
  void noSessionFailsWhileBouncyCastleComesAndGoes() throws Exception {
    corretto.stop();
    assertThat(
            scene.runWhile(
                element,
                SESSIONS,
                () -> {
                  bouncyCastle.stop();
                  bouncyCastle.start();
                }))
        .hasSize(SESSIONS)
        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Completed.class));
  }

  private void prefer(String... engines) throws Exception {
    scene.configure(ECDH_PID, Map.of("engine.ecdh", engines, "engine.ecdsa", engines));
  }

  private void complete() throws InterruptedException {
    assertThat(scene.run(element)).isInstanceOf(Completed.class);
  }

  /** Whether an offer, for which the server makes an ephemeral key, makes use of the engine. */
  private boolean offersWith(CountingEngine engine) {
    int before = engine.uses();
    try {
      scene.wire().requireOffer();
    } catch (Exception e) {
      throw new AssertionError("no offer", e);
    }
    return engine.uses() > before;
  }

  private List<Object> algorithmServices() throws Exception {
    List<Object> ids = new ArrayList<>();
    for (Class<?> role : List.of(KeyTransport.class, AttestationScheme.class)) {
      ServiceReference<?>[] found = bundles.getAllServiceReferences(role.getName(), null);
      Arrays.stream(found).map(one -> one.getProperty("service.id")).forEach(ids::add);
    }
    return ids.stream().sorted().toList();
  }
}
