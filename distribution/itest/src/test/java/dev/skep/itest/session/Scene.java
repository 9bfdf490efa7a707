package dev.skep.itest.session;

import dev.skep.api.Bytes;
import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.SessionClient;
import dev.skep.api.issuer.AuditSink;
import dev.skep.api.issuer.DeviceTrust;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.TrustDecision;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.Services;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;

/**
 * What a test of sessions needs: the running server, a device maker with a CA of its own, and
 * security elements that it made. Closing it takes away all that it has put into the container.
 */
final class Scene implements AutoCloseable {
  /** The factory PID of software security elements. */
  static final String ELEMENT_PID = "dev.skep.se.software";

  /** The PID of the server's policy. */
  static final String POLICY_PID = "dev.skep.server.core";

  private final Services services;
  private final Path data;
  private final Path elementFolder;
  private final DeviceCa maker;
  private final AuditRecorder audit = new AuditRecorder();
  private final ServiceRegistration<AuditSink> registration;
  private final URI server;
  private final Wire wire;
  private final List<Configuration> elements = new ArrayList<>();
  private final Map<Configuration, @Nullable Dictionary<String, Object>> changed =
      new LinkedHashMap<>();

  /** Makes the maker's CA. */
  interface Maker {
    /** One with this distinguished name. */
    DeviceCa named(String name) throws Exception;
  }

  /** Finds the server; nothing is trusted yet. */
  Scene(BundleContext context) throws Exception {
    this(context, DeviceCa::new);
  }

  /** Finds the server; nothing is trusted yet, and the maker's CA is made so. */
  Scene(BundleContext context, Maker maker) throws Exception {
    services = new Services(context);
    data = Path.of(context.getProperty("skep.data"));
    elementFolder = Files.createTempDirectory(data, "elements");
    this.maker = maker.named("CN=Device CA of " + elementFolder.getFileName());
    registration = context.registerService(AuditSink.class, audit, null);
    server = services.awaitHttpEndpoint();
    wire = new Wire(server);
    services.await(SessionStore.class);
    services.awaitThat("the server's offers", () -> offers(offer -> true));
  }

  /** The container's services. */
  Services services() {
    return services;
  }

  /** The container's data folder. */
  Path data() {
    return data;
  }

  /** What the server's audit told since this was made. */
  AuditRecorder audit() {
    return audit;
  }

  /** The server's base address. */
  URI server() {
    return server;
  }

  /** The server by hand. */
  Wire wire() {
    return wire;
  }

  /** The device maker's CA. */
  DeviceCa maker() {
    return maker;
  }

  /** Configures a blank software SE and waits for it. */
  PersonalizableSecurityElement blank(String name, String handleKind) throws Exception {
    return blank(
        ELEMENT_PID,
        "soft:",
        Map.of(
            "name",
            name,
            "storage.file",
            elementFolder.resolve(name + ".sealed").toString(),
            "key.file",
            elementFolder.resolve(name + ".key").toString(),
            "key.create",
            true,
            "handle.kind",
            handleKind));
  }

  /**
   * Configures an SE of another kind and waits for it.
   *
   * @param idPrefix what its id has before its name
   * @param settings its name among them
   */
  PersonalizableSecurityElement blank(String factoryPid, String idPrefix, Map<String, ?> settings)
      throws Exception {
    String name = String.valueOf(settings.get("name"));
    elements.add(services.configure(factoryPid, name, settings));
    return services.await(
        PersonalizableSecurityElement.class,
        "(" + SecurityElement.ID_PROPERTY + "=" + idPrefix + name + ")");
  }

  /** Has the maker certify a blank SE of any kind. */
  void certify(PersonalizableSecurityElement element, String attestation) throws Exception {
    Bytes publicKey = element.createAttestationKey(attestation);
    element.installCertificateChain(List.of(maker.certify("CN=" + element.info().id(), publicKey)));
  }

  /** Configures a software SE that keeps its sessions in memory, certified by the maker. */
  PersonalizableSecurityElement element(String name, String attestation) throws Exception {
    return element(name, attestation, "memory");
  }

  /** Configures a software SE and has it certified by the maker. */
  PersonalizableSecurityElement element(String name, String attestation, String handleKind)
      throws Exception {
    PersonalizableSecurityElement element = blank(name, handleKind);
    certify(element, attestation);
    return element;
  }

  /** Puts the maker's CA where the server looks for anchors; does not wait. */
  void publishMaker() throws Exception {
    Files.writeString(anchorFile(), maker.pem());
  }

  /** Takes the maker's CA away again; does not wait. */
  void withdrawMaker() throws Exception {
    Files.deleteIfExists(anchorFile());
  }

  /** Lets the server trust the maker, and waits until it does. */
  void trustMaker() throws Exception {
    publishMaker();
    awaitTrust();
  }

  private void awaitTrust() throws Exception {
    Bytes leaf = maker.certify("CN=somebody", maker.publicKey());
    DeviceTrust trust = services.await(DeviceTrust.class);
    services.awaitThat(
        "trust in the maker",
        () -> trust.evaluate(List.of(leaf), Instant.now()) instanceof TrustDecision.Trusted);
  }

  /**
   * Changes settings of a PID, as an operator does in its file: the others stay. Put back on close.
   */
  void configure(String pid, Map<String, ?> settings) throws Exception {
    Configuration configuration = services.configuration(pid);
    Dictionary<String, Object> before = configuration.getProperties();
    changed.putIfAbsent(configuration, before);
    Dictionary<String, Object> all = new Hashtable<>();
    if (before != null) {
      before.keys().asIterator().forEachRemaining(key -> all.put(key, before.get(key)));
    }
    settings.forEach(all::put);
    configuration.update(all);
  }

  /** Lets the server offer exactly these, and waits until it does. */
  void policy(List<String> transports, List<String> attestations) throws Exception {
    configure(
        POLICY_PID,
        Map.of(
            "transports", transports.toArray(String[]::new),
            "attestations", attestations.toArray(String[]::new)));
    awaitOffer(
        "of " + transports + " and " + attestations,
        offer ->
            offer.transports().equals(transports)
                && offer.offer().attestations().equals(attestations));
  }

  /** Waits until the server makes an offer like that. */
  void awaitOffer(String what, Predicate<ReceivedOffer> condition) throws InterruptedException {
    services.awaitThat("an offer " + what, () -> offers(condition));
  }

  /** Runs one session through the middleware. */
  CeremonyOutcome run(SecurityElement element) throws InterruptedException {
    return run(element, CeremonyListener.NONE);
  }

  /** Runs one session through the middleware. */
  CeremonyOutcome run(SecurityElement element, CeremonyListener listener)
      throws InterruptedException {
    return services.await(SessionClient.class).run(server, element, listener);
  }

  /** What is done again and again while sessions run. */
  @FunctionalInterface
  interface Exchange {
    void once() throws Exception;
  }

  /**
   * Runs sessions one after the other, and something else until the last one has ended.
   *
   * @return what came of each session
   */
  List<CeremonyOutcome> runWhile(SecurityElement element, int sessions, Exchange exchange)
      throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<List<CeremonyOutcome>> caller =
          threads.submit(
              () -> {
                List<CeremonyOutcome> outcomes = new ArrayList<>();
                for (int i = 0; i < sessions; i++) {
                  outcomes.add(run(element));
                }
                return outcomes;
              });
      while (!caller.isDone()) {
        exchange.once();
      }
      return caller.get();
    } finally {
      threads.shutdownNow();
    }
  }

  /** Withdraws all elements and waits until they are gone; their files stay. */
  void withdrawElements() throws Exception {
    for (Configuration element : elements) {
      element.delete();
    }
    elements.clear();
    services.awaitCount(SecurityElement.class, "(objectClass=*)", 0);
  }

  /** Takes everything away and waits for the elements to go. */
  @Override
  public void close() throws Exception {
    withdrawElements();
    for (Map.Entry<Configuration, @Nullable Dictionary<String, Object>> one : changed.entrySet()) {
      if (one.getValue() == null) {
        one.getKey().delete();
      } else {
        one.getKey().update(one.getValue());
      }
    }
    registration.unregister();
    withdrawMaker();
  }

  private Path anchorFile() {
    return data.resolve("trust/anchors").resolve(elementFolder.getFileName() + ".pem");
  }

  private boolean offers(Predicate<ReceivedOffer> condition) {
    try {
      return wire.offer().status() == 200 && condition.test(wire.requireOffer());
    } catch (Exception e) {
      throw new AssertionError("no offer", e);
    }
  }
}
