package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.IssuerServer;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.InContainer;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** A provider's bundle goes and comes back while sessions run. */
@InContainer
class SwapIT {
  private static final String EC = "DHKEM-P256-HKDF-SHA256";
  private static final String RSA = "RSA-OAEP-256";
  private static final int CALLERS = 3;
  private static final int SESSIONS_EACH = 20;
  private static final long PATIENCE_SECONDS = 90;

  private Scene scene;
  private ExchangeableBundle ecdh;
  private ExecutorService threads;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    scene = new Scene(context);
    ecdh = new ExchangeableBundle(context, "dev.skep.provider.ecdh");
    threads = Executors.newCachedThreadPool();
    scene.trustMaker();
  }

  @AfterEach
  void close() throws Exception {
    threads.shutdownNow();
    ecdh.restore();
    scene.close();
  }

  @Test
  void noSessionFailsWhileOneProviderIsExchangedAndAnotherRemains(BundleContext context)
      throws Exception {
    scene.policy(List.of(EC, RSA), List.of("RS256"));
    SecurityElement element = scene.element("alice", "RS256");
    Object server = serviceId(context);
    ConcurrentLinkedQueue<CeremonyOutcome> outcomes = new ConcurrentLinkedQueue<>();

    List<Future<?>> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(threads.submit(() -> runSessions(element, outcomes)));
    }
    int exchanges = exchangeUntilDone(callers, outcomes);

    assertThat(outcomes)
        .hasSize(CALLERS * SESSIONS_EACH)
        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Completed.class));
    assertThat(outcomes)
        .extracting(outcome -> ((Completed) outcome).suite().transport())
        .contains(EC, RSA);
    assertThat(exchanges).isGreaterThanOrEqualTo(4);
    assertThat(serviceId(context)).as("the server's service").isEqualTo(server);
  }

  @Test
  void sessionWhoseAlgorithmIsGoneGetsAnotherOfferAndEndsWithAnotherAlgorithm() throws Exception {
    scene.policy(List.of(EC, RSA), List.of("RS256"));
    SecurityElement element = scene.element("alice", "RS256");

    CeremonyOutcome outcome = scene.run(element, once("establish", ecdh::uninstall));

    assertThat(outcome).isInstanceOf(Completed.class);
    assertThat(((Completed) outcome).suite().transport()).isEqualTo(RSA);
    assertThat(((Completed) outcome).attempts()).isEqualTo(2);
    assertThat(scene.audit().events(AuditEvent.Kind.OFFER_LAPSED))
        .singleElement()
        .satisfies(event -> assertThat(event.rejection().orElseThrow().rule()).isEqualTo("S-5"));
  }

  @Test
  void sessionWhoseAlgorithmGoesBeforeTheElementUsesItEndsWithAnotherAlgorithm() throws Exception {
    scene.policy(List.of(EC, RSA), List.of("RS256"));
    SecurityElement element = scene.element("alice", "RS256");

    CeremonyOutcome outcome = scene.run(element, once("choose", ecdh::uninstall));

    assertThat(outcome).isInstanceOf(Completed.class);
    assertThat(((Completed) outcome).suite().transport()).isEqualTo(RSA);
    assertThat(((Completed) outcome).attempts()).isEqualTo(2);
  }

  @Test
  void sessionWhoseAlgorithmComesBackInTimeGoesOnWithItsOffer() throws Exception {
    scene.policy(List.of(EC), List.of("RS256"));
    SecurityElement element = scene.element("alice", "RS256");
    Future<CeremonyOutcome> session =
        threads.submit(() -> scene.run(element, once("establish", ecdh::uninstall)));
    scene.services().awaitThat("the server's wait for the algorithm", SwapIT::somebodyWaits);

    ecdh.install();

    CeremonyOutcome outcome = session.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(outcome).isInstanceOf(Completed.class);
    assertThat(((Completed) outcome).attempts()).isEqualTo(1);
    assertThat(scene.audit().events(AuditEvent.Kind.OFFER_LAPSED)).isEmpty();
  }

  @Test
  void sessionWhoseOnlyAlgorithmIsGoneEndsByItselfWhenItIsBack() throws Exception {
    scene.policy(List.of(EC), List.of("RS256"));
    SecurityElement element = scene.element("alice", "RS256");
    Future<CeremonyOutcome> session =
        threads.submit(() -> scene.run(element, once("establish", ecdh::uninstall)));
    scene
        .services()
        .awaitThat(
            "the withdrawn offer",
            () -> !scene.audit().events(AuditEvent.Kind.OFFER_LAPSED).isEmpty());

    ecdh.install();

    CeremonyOutcome outcome = session.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(outcome).isInstanceOf(Completed.class);
    assertThat(((Completed) outcome).suite().transport()).isEqualTo(EC);
    assertThat(((Completed) outcome).attempts()).isGreaterThan(1);
    assertThat(scene.audit().events(AuditEvent.Kind.OFFER_LAPSED)).hasSize(1);
  }

  @Test
  void sessionThatFindsNoAlgorithmIsToldSoAndThatRetryingHelps() throws Exception {
    scene.policy(List.of(EC), List.of("RS256"));
    SecurityElement element = scene.element("alice", "RS256");
    ecdh.stop();

    CeremonyOutcome outcome = scene.run(element);

    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(((Failed) outcome).code()).isEqualTo("unavailable");
    assertThat(((Failed) outcome).retryable()).isTrue();
  }

  @Test
  void nextOfferAndTheListOfProvidersFollowTheBundles(BundleContext context) throws Exception {
    scene.policy(List.of(EC, RSA), List.of("ES256", "RS256"));
    Shell shell = new Shell(context);
    AlgorithmCatalogue catalogue = scene.services().await(AlgorithmCatalogue.class);
    assertThat(shell.run("skep:providers")).contains(EC, " ES256", RSA, " RS256");

    ecdh.stop();

    assertThat(scene.wire().requireOffer())
        .satisfies(
            offer -> {
              assertThat(offer.transports()).containsExactly(RSA);
              assertThat(offer.offer().attestations()).containsExactly("RS256");
            });
    assertThat(catalogue.names(KeyTransport.class))
        .contains(RSA)
        .noneMatch(name -> name.startsWith("DHKEM"));
    assertThat(catalogue.names(AttestationScheme.class))
        .contains("PS256", "PS384", "RS256", "RS256-DIAS")
        .noneMatch(name -> name.startsWith("E"));
    assertThat(shell.run("skep:providers")).contains(RSA, " RS256").doesNotContain(EC, " ES256");

    ecdh.start();

    scene.awaitOffer("with " + EC + " again", offer -> offer.transports().equals(List.of(EC, RSA)));
    assertThat(shell.run("skep:providers")).contains(EC, " ES256", RSA, " RS256");
  }

  private void runSessions(
      SecurityElement element, ConcurrentLinkedQueue<CeremonyOutcome> outcomes) {
    for (int i = 0; i < SESSIONS_EACH; i++) {
      try {
        outcomes.add(scene.run(element));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Stops and starts, then uninstalls and installs, in turn; lets a session end in each state. */
  private int exchangeUntilDone(List<Future<?>> callers, ConcurrentLinkedQueue<?> outcomes)
      throws Exception {
    int exchanges = 0;
    while (!isDone(callers)) {
      awaitOneMore(callers, outcomes);
      if (exchanges % 2 == 0) {
        ecdh.stop();
        ecdh.start();
      } else {
        ecdh.uninstall();
        awaitOneMore(callers, outcomes);
        ecdh.install();
      }
      exchanges++;
    }
    for (Future<?> caller : callers) {
      caller.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    return exchanges;
  }

  private void awaitOneMore(List<Future<?>> callers, ConcurrentLinkedQueue<?> outcomes)
      throws InterruptedException {
    int before = outcomes.size();
    scene
        .services()
        .awaitThat("one more session", () -> outcomes.size() > before || isDone(callers));
  }

  /**
   * Whether the server rests in the catalogue of algorithms; one look, so that it is one moment.
   */
  private static boolean somebodyWaits() {
    return Thread.getAllStackTraces().values().stream()
        .map(stack -> Arrays.stream(stack).map(StackTraceElement::getClassName).toList())
        .anyMatch(
            stack ->
                stack.indexOf(Object.class.getName()) == 0
                    && stack.contains(AlgorithmCatalogue.class.getName())
                    && stack.stream().anyMatch(name -> name.startsWith("dev.skep.server.core.")));
  }

  private static boolean isDone(List<Future<?>> callers) {
    return callers.stream().allMatch(Future::isDone);
  }

  private interface Change {
    void make() throws BundleException;
  }

  /** Makes a change when the first step of a name has ended, on the thread of the session. */
  private static CeremonyListener once(String name, Change change) {
    AtomicInteger seen = new AtomicInteger();
    return step -> {
      if (step.name().equals(name) && seen.getAndIncrement() == 0) {
        try {
          change.make();
        } catch (BundleException e) {
          throw new AssertionError("cannot change the bundle", e);
        }
      }
    };
  }

  private static Object serviceId(BundleContext context) {
    return Map.of(
        "service",
        context.getServiceReference(IssuerServer.class).getProperty("service.id"),
        "modified",
        context.getServiceReference(IssuerServer.class).getBundle().getLastModified());
  }
}
