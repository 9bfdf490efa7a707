package dev.skep.itest.cluster;

import dev.skep.api.Bytes;
import dev.skep.api.client.SessionClient;
import dev.skep.client.internal.ClientSettings;
import dev.skep.client.internal.HttpSessionClient;
import dev.skep.itest.session.DeviceCa;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Several holders at once, each in a thread and with an SE of its own, who take the next code when
 * they have enrolled with one.
 */
final class Holders implements AutoCloseable {
  private final List<Holder> holders = new ArrayList<>();
  private final Queue<Map.Entry<String, String>> codes;
  private final Map<String, Bytes> acknowledged = new ConcurrentHashMap<>();
  private final AtomicInteger done = new AtomicInteger();
  private final ExecutorService threads;
  private final List<Future<?>> running = new ArrayList<>();

  /**
   * Makes the holders.
   *
   * @param codes by account
   */
  Holders(int count, Path folder, DeviceCa maker, URI server, Map<String, String> codes)
      throws Exception {
    this.codes = new ArrayDeque<>(codes.entrySet());
    SessionClient client = client(folder);
    for (int i = 0; i < count; i++) {
      holders.add(new Holder("holder-element-" + i, folder, maker, client, server));
    }
    threads = Executors.newFixedThreadPool(count);
  }

  /** A client that keeps its journal in that folder. */
  static SessionClient client(Path folder) throws IOException {
    Path journal = Files.createDirectories(folder.resolve("journal"));
    return new HttpSessionClient(AlgorithmCatalogue.fromServiceLoader(), settings(journal));
  }

  /** The defaults, but for the folder of the journal. */
  private static ClientSettings settings(Path journal) {
    return (ClientSettings)
        Proxy.newProxyInstance(
            ClientSettings.class.getClassLoader(),
            new Class<?>[] {ClientSettings.class},
            (proxy, method, arguments) ->
                method.getName().equals("journal_directory")
                    ? journal.toAbsolutePath().toString()
                    : method.getDefaultValue());
  }

  /** Begins. */
  void start() {
    for (Holder holder : holders) {
      running.add(
          threads.submit(
              () -> {
                for (Map.Entry<String, String> next = take(); next != null; next = take()) {
                  acknowledged.put(next.getKey(), holder.enrol(next.getValue()));
                  done.incrementAndGet();
                }
                return null;
              }));
    }
  }

  private Map.Entry<String, String> take() {
    synchronized (codes) {
      return codes.poll();
    }
  }

  /** How many enrolments are acknowledged. */
  int done() {
    return done.get();
  }

  /** Waits until all codes are used; throws what a holder threw. */
  void await() throws Exception {
    for (Future<?> one : running) {
      one.get(5, TimeUnit.MINUTES);
    }
  }

  /** The session of each account's acknowledged enrolment. */
  Map<String, Bytes> acknowledged() {
    return acknowledged;
  }

  /** How many ceremonies were begun in all. */
  int tries() {
    return holders.stream().mapToInt(Holder::tries).sum();
  }

  /** How many ceremonies failed, by the code that their holder was told. */
  Map<String, Long> reasons() {
    return holders.stream()
        .flatMap(holder -> holder.failures().stream())
        .collect(
            Collectors.groupingBy(
                failure -> failure.substring(0, failure.indexOf(':')),
                TreeMap::new,
                Collectors.counting()));
  }

  List<Holder> all() {
    return holders;
  }

  @Override
  public void close() throws Exception {
    threads.shutdownNow();
    for (Holder holder : holders) {
      holder.close();
    }
  }
}
