package dev.skep.itest.session;

import dev.skep.itest.container.Services;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What bundles that are gone may not leave behind: their class loaders, and threads. */
final class Leftovers {
  /**
   * Pools of others that grow and shrink with the load: of HTTP's server and client, and the log.
   */
  private static final String POOLS = "qtp.*|HttpClient-.*|logback-.*";

  /** The store's pool, whose threads end soon after the load does. */
  private static final String CALLS = "skep-store-call";

  /** One of the audit's, one of the housekeeping's: the calls that come without a load. */
  private static final long CALLS_WITHOUT_LOAD = 2;

  private final Map<String, Long> threads = threads();

  /**
   * Waits until all class loaders of earlier lives are collected, and no thread is there that was
   * not there when this was made.
   */
  void awaitNone(Services services, List<ExchangeableBundle> bundles) throws InterruptedException {
    for (ExchangeableBundle bundle : bundles) {
      services.awaitThat(
          "class loaders of former lives are collected",
          () -> {
            System.gc();
            return bundle.formerClassLoaders() == 0;
          });
    }
    services.awaitThat(
        () -> "threads are as before, but there are more: " + more(), () -> more().isEmpty());
  }

  /** Names of threads of which there are more now, with how many. */
  private Map<String, Long> more() {
    Map<String, Long> now = threads();
    now.replaceAll(
        (name, count) ->
            count - (name.equals(CALLS) ? CALLS_WITHOUT_LOAD : threads.getOrDefault(name, 0L)));
    now.values().removeIf(count -> count <= 0);
    return now;
  }

  /** How many live threads there are of each name; those of one pool have one, without numbers. */
  private static Map<String, Long> threads() {
    return Stream.of(Thread.getAllStackTraces())
        .flatMap(all -> all.keySet().stream())
        .filter(thread -> !thread.getName().matches(POOLS))
        .collect(
            Collectors.groupingBy(
                thread -> thread.getName().replaceAll("[0-9]+", "#"),
                TreeMap::new,
                Collectors.counting()));
  }
}
