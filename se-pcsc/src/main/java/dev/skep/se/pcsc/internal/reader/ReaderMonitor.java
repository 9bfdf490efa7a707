package dev.skep.se.pcsc.internal.reader;

import dev.skep.api.se.SecurityElementSlots;
import dev.skep.se.pcsc.internal.pcsc.PcscContext;
import dev.skep.se.pcsc.internal.pcsc.PcscLibrary;
import dev.skep.se.pcsc.internal.transport.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows readers and cards as they come and go, by looking again and again: what PC/SC says of
 * changes only makes it look sooner. Where PC/SC does not answer it tries again, less and less
 * often, and says so once, as a warning only where it answered before.
 */
public final class ReaderMonitor implements SecurityElementSlots, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReaderMonitor.class);

  /** Keeps hints that come in a flood from keeping the machine busy. */
  private static final long SHORTEST_PAUSE_MILLIS = 50;

  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final Duration FIRST_ANSWER = Duration.ofMillis(300);
  private static final Duration END = Duration.ofSeconds(2);
  private static final String NO_SERVICE =
      "the PC/SC service does not answer; start it (pcscd), readers and cards appear by themselves";

  private final PcscLibrary library;
  private final MonitorSettings settings;
  private final CardListener listener;
  private final SortedMap<String, WatchedReader> watched = new ConcurrentSkipListMap<>();
  private final Map<String, WatchedReader> claims = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "skep-pcsc");
  private @Nullable PcscContext context;
  private boolean looked;
  private boolean everServed;
  private long pauseMillis = FIRST_PAUSE_MILLIS;
  private volatile boolean served = true;

  /**
   * Begins to look.
   *
   * @param listener called by the monitor's thread
   */
  public static ReaderMonitor start(
      PcscLibrary library, MonitorSettings settings, CardListener listener) {
    ReaderMonitor monitor = new ReaderMonitor(library, settings, listener);
    monitor.thread.setDaemon(true);
    monitor.thread.start();
    return monitor;
  }

  private ReaderMonitor(PcscLibrary library, MonitorSettings settings, CardListener listener) {
    this.library = library;
    this.settings = settings;
    this.listener = listener;
  }

  @Override
  public List<Slot> slots() {
    if (!served) {
      return List.of(new Slot("PC/SC", State.UNUSABLE, NO_SERVICE, Optional.empty()));
    }
    return watched.values().stream().map(WatchedReader::slot).toList();
  }

  private void work() {
    try {
      while (!closing.await(SHORTEST_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          look();
        } catch (TransportException e) {
          lose(e);
          closing.await(pauseMillis, TimeUnit.MILLISECONDS);
          pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        } catch (RuntimeException e) {
          // A listener's fault must not end the watch.
          LOG.error("looking at the readers failed unexpectedly", e);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("interrupted");
    } finally {
      release();
    }
  }

  private void look() throws TransportException, InterruptedException {
    PcscContext opened = context;
    if (opened == null) {
      opened = library.open();
      context = opened;
    }
    Set<String> exchanged = Set.of();
    if (looked && watched.isEmpty()) {
      closing.await(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
    } else if (looked) {
      exchanged = opened.await(settings.poll());
    }
    follow(opened.readers(), exchanged);
    looked = true;
    if (!served) {
      LOG.info("the PC/SC service answers again");
    }
    served = true;
    everServed = true;
    pauseMillis = FIRST_PAUSE_MILLIS;
  }

  private void follow(SortedMap<String, Boolean> readers, Set<String> exchanged)
      throws InterruptedException {
    SortedMap<String, Boolean> ours = new TreeMap<>(readers);
    ours.keySet().removeIf(name -> !settings.readers().matcher(name).matches());
    for (WatchedReader reader : watched.values()) {
      if (!ours.containsKey(reader.reader().name())) {
        forget(reader);
      }
    }
    for (String name : ours.keySet()) {
      if (!watched.containsKey(name)) {
        LOG.info("{}: the reader is here", name);
        CardReader reader = new CardReader(name, library, settings.reader());
        watched.put(name, new WatchedReader(reader, listener, claims));
      }
    }
    watched.forEach(
        (name, reader) ->
            reader.look(Boolean.TRUE.equals(ours.get(name)), exchanged.contains(name)));
    for (WatchedReader reader : watched.values()) {
      reader.settle(FIRST_ANSWER);
    }
  }

  private void forget(WatchedReader reader) {
    watched.remove(reader.reader().name());
    LOG.info("{}: the reader is gone", reader.reader().name());
    reader.close();
  }

  private void lose(TransportException e) {
    if (served && everServed) {
      LOG.warn("{}", NO_SERVICE);
    } else if (served) {
      // Most servers have no readers.
      LOG.info("{}", NO_SERVICE);
    }
    LOG.debug("PC/SC: {}", e.getMessage());
    served = false;
    List.copyOf(watched.values()).forEach(this::forget);
    release();
  }

  private void release() {
    PcscContext opened = context;
    if (opened != null) {
      context = null;
      looked = false;
      opened.close();
    }
  }

  /**
   * Ends the watch and lets all cards go; waits for the threads within bounds.
   *
   * @throws IllegalStateException if called by the monitor's own thread
   */
  @Override
  public void close() {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a listener cannot end the watch");
    }
    closing.countDown();
    try {
      thread.join(settings.poll().plus(END).toMillis());
      List<WatchedReader> last = List.copyOf(watched.values());
      last.forEach(this::forget);
      for (WatchedReader reader : last) {
        if (!reader.reader().awaitEnd(END)) {
          LOG.warn("{}: a card that does not answer keeps its thread", reader.reader().name());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
