package dev.skep.se.software.internal.kernel;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.se.Established;
import dev.skep.api.se.SecurityElementException;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.software.internal.key.SoftwareDeviceKeys;
import dev.skep.se.software.internal.storage.StorageException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** An SE under test, with all that a test may want to turn in it. */
final class Device {
  static final Suite RSA = new Suite("RSA-OAEP-256", "PS256", "HKDF-SHA256", "A256GCM");
  static final DeviceCa CA = new DeviceCa("Device CA");

  private static final Map<String, MemorySealedStorage> PERSONALIZED = new ConcurrentHashMap<>();

  final AlgorithmCatalogue catalogue = AlgorithmCatalogue.fromServiceLoader();
  final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  Suite suite = RSA;
  SecureRandom random = new SecureRandom();
  boolean wrapped;
  int quota = 4;
  MemorySealedStorage storage = new MemorySealedStorage();
  Map<String, Operation> operations =
      Map.of(CommitOperation.NAME, new CommitOperation(), "echo", Device::echo);

  Device() {}

  Device(boolean wrapped) {
    this.wrapped = wrapped;
  }

  Device suite(Suite next) {
    suite = next;
    return this;
  }

  /** Stands for the operations to come, whose sessions go on after them. */
  private static Operation.Effect echo(Bytes attributes, dev.skep.api.SecretBytes plaintext) {
    return new Operation.Effect.Answered(
        "echoed", attributes, plaintext.slice(0, plaintext.length()), false);
  }

  KernelSecurityElement open() {
    HealthTestedRandom tested = new HealthTestedRandom(random);
    try {
      return KernelSecurityElement.open(
          new KernelSettings("soft:test", "test", wrapped, Duration.ofSeconds(300), quota),
          new KernelParts(
              storage, new SoftwareDeviceKeys(catalogue, tested), catalogue, tested, nanos::get),
          operations);
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
    return new ServerSide(catalogue, suite);
  }

  /** A session with both its ends. */
  record Session(Established established, RecordChannel server) {}

  Session session(KernelSecurityElement element) throws SecurityElementException {
    ServerSide server = server();
    Established established = element.establish(server.request());
    return new Session(established, server.accept(established));
  }
}
