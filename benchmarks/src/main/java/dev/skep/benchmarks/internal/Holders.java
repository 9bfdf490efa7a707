package dev.skep.benchmarks.internal;

import dev.skep.api.Bytes;
import dev.skep.api.client.SessionClient;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.se.SecurityElementException;
import dev.skep.client.internal.ClientSettings;
import dev.skep.client.internal.HttpSessionClient;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.kernel.HostedSecurityElement;
import dev.skep.se.kernel.KernelParts;
import dev.skep.se.kernel.KernelSettings;
import dev.skep.se.kernel.SecurityElementKernel;
import dev.skep.se.kernel.StorageException;
import dev.skep.se.software.internal.key.SoftwareDeviceKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes holders and has them enrol, some at a time. */
final class Holders implements AutoCloseable {
  private final EnrolmentServer server;
  private final DeviceCa maker;
  private final AlgorithmCatalogue catalogue;
  private final SessionClient client;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private int made;

  /**
   * Holders of one server.
   *
   * @param maker certifies their security elements
   * @param engines theirs; they take the faster one
   */
  Holders(EnrolmentServer server, DeviceCa maker, JcaEngines engines) {
    this.server = server;
    this.maker = maker;
    this.catalogue = Algorithms.of(KeyKind.EC, engines, Engine.BC).catalogue();
    // Like the elements' storage, a journal would have the holders use the server's disk.
    ClientSettings settings = Defaults.with(ClientSettings.class, "journal_directory", "");
    this.client = new HttpSessionClient(catalogue, settings);
  }

  /** New ones, with codes; the caller closes them. */
  List<Holder> make(int count) {
    List<Holder> holders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = "holder" + made++;
      holders.add(new Holder(element(name), server.enrolment(name)));
    }
    server.awaitAudit();
    return holders;
  }

  private HostedSecurityElement element(String name) {
    SecureRandom random = SecurityElementKernel.tested(new SecureRandom());
    try {
      HostedSecurityElement element =
          SecurityElementKernel.open(
              new KernelSettings("soft:" + name, "benchmark", false, Duration.ofMinutes(5), 4, 64),
              new KernelParts(
                  new MemoryStorage(),
                  new SoftwareDeviceKeys(catalogue, random),
                  catalogue,
                  random));
      Bytes key = element.createAttestationKey(KeyKind.EC.suite().attestation());
      element.installCertificateChain(List.of(maker.certify(name, key, DeviceCa.Form.PLAIN)));
      return element;
    } catch (StorageException | SecurityElementException e) {
      throw new IllegalStateException("a security element cannot be made", e);
    }
  }

  /**
   * Has each of them enrol once.
   *
   * @param atOnce how many do so at a time
   * @return how long it took by the clock, in nanoseconds
   */
  long enrol(List<Holder> holders, int atOnce) throws InterruptedException, ExecutionException {
    Iterator<Holder> next = holders.iterator();
    List<Future<?>> running = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; i < atOnce; i++) {
      running.add(threads.submit(() -> enrolAll(next)));
    }
    for (Future<?> one : running) {
      one.get();
    }
    long nanos = System.nanoTime() - begin;
    server.awaitAudit();
    holders.forEach(Holder::close);
    return nanos;
  }

  private boolean enrolAll(Iterator<Holder> holders) throws InterruptedException {
    while (true) {
      Holder holder;
      synchronized (holders) {
        if (!holders.hasNext()) {
          return true;
        }
        holder = holders.next();
      }
      holder.enrol(client, server.address());
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
