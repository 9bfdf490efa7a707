package dev.skep.se.kernel.internal;

import dev.skep.api.SecretBytes;
import dev.skep.api.Suite;
import dev.skep.api.se.Established;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.kernel.KernelParts;
import dev.skep.se.kernel.KernelSettings;
import dev.skep.se.kernel.SealedStorage;
import dev.skep.se.kernel.StorageException;
import dev.skep.se.kernel.internal.operation.Operation;
import dev.skep.se.kernel.internal.operation.OperationTable;
import dev.skep.testkit.se.DeviceCa;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.ServerSide;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An SE under test, with all that a test may want to turn in it. */
final class Device {
  static final Suite RSA = new Suite("RSA-OAEP-256", "PS256", "HKDF-SHA256", "A256GCM");
  static final Suite EC = new Suite("DHKEM-P256-HKDF-SHA256", "ES256", "HKDF-SHA256", "A256GCM");
  static final DeviceCa CA = new DeviceCa("Device CA");

  private static final Map<String, KeyPair> SERVER_KEYS = new ConcurrentHashMap<>();
  private static final Map<String, MemorySealedStorage> PERSONALIZED = new ConcurrentHashMap<>();

  final AlgorithmCatalogue catalogue = AlgorithmCatalogue.fromServiceLoader();
  final AtomicInteger discardedKeys = new AtomicInteger();
  final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  Suite suite = RSA;
  SecureRandom random = new SecureRandom();
  boolean wrapped;
  Set<String> withoutKeysOf = Set.of();
  int quota = 4;
  SealedStorage replaced;
  MemorySealedStorage storage = new MemorySealedStorage();
  int objectQuota = 40;
  Map<String, Operation> operations = withEcho();

  Device() {}

  Device(boolean wrapped) {
    this.wrapped = wrapped;
  }

  Device suite(Suite next) {
    suite = next;
    return this;
  }

  private Map<String, Operation> withEcho() {
    Map<String, Operation> all = new HashMap<>(OperationTable.of(catalogue));
    all.put("echo", Device::echo);
    return all;
  }

  /** Stands for an operation that is answered, and whose session goes on after it. */
  private static Operation.Effect echo(Operation.Order order) {
    SecretBytes plaintext = order.plaintext();
    return new Operation.Effect.Answered(
        "echoed", order.attributes(), plaintext.slice(0, plaintext.length()), false);
  }

  KernelSecurityElement open() {
    HealthTestedRandom tested = HealthTestedRandom.over(random);
    try {
      return KernelSecurityElement.open(
          new KernelSettings(
              "soft:test", "test", wrapped, Duration.ofSeconds(300), quota, objectQuota),
          new KernelParts(
              replaced == null ? storage : replaced,
              new MemoryDeviceKeys(catalogue, tested, withoutKeysOf, discardedKeys),
              catalogue,
              tested),
          new KernelSecurityElement.Workings(operations, nanos::get));
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }

  /** Opens it with a key and a chain, made once for each scheme. */
  KernelSecurityElement openPersonalized() {
    storage = PERSONALIZED.computeIfAbsent(suite.attestation(), Device::personalize).copy();
    return open();
  }

  private static MemorySealedStorage personalize(String scheme) {
    Device device = new Device();
    try (KernelSecurityElement element = device.open()) {
      element.installCertificateChain(CA.chain(element.createAttestationKey(scheme)));
    } catch (SecurityElementException e) {
      throw new AssertionError(e);
    }
    return device.storage;
  }

  ServerSide server() {
    return new ServerSide(
        catalogue,
        suite,
        SERVER_KEYS.computeIfAbsent(
            suite.transport(), name -> ServerSide.freshKeys(catalogue, name)));
  }

  Issuer managed() {
    return Issuer.managed(catalogue, suite, "ES256");
  }

  Issuer unmanaged() {
    return Issuer.unmanaged(catalogue, suite);
  }

  static SessionHandle handle(Session session) {
    return session.established().handle();
  }

  /** A session with both its ends. */
  record Session(Established established, RecordChannel server) {}

  Session session(KernelSecurityElement element) throws SecurityElementException {
    ServerSide server = server();
    Established established = element.establish(server.request());
    return new Session(established, server.accept(established));
  }
}
