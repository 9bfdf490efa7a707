package dev.skep.se.pcsc.internal.reader;

import dev.skep.api.se.SecurityElementException;
import dev.skep.se.pcsc.internal.pcsc.PcscLibrary;
import dev.skep.se.pcsc.internal.reader.CardTask.Phase;
import dev.skep.se.pcsc.internal.transport.TransportException;
import dev.skep.se.pcsc.internal.transport.TransportException.Failure;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader, with a thread and a PC/SC context of its own, so that a card that does not answer
 * holds up nobody else. Operations run one after the other, each in a transaction that begins with
 * SELECT. Thread-safe.
 *
 * <p>A call into PC/SC cannot be ended from outside: when an operation is late its caller goes and
 * the thread stays with the card, until it answers or is pulled. The reader is {@link #isSilent
 * silent} until then.
 */
public final class CardReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CardReader.class);
  private static final long SLICE_NANOS = 100_000_000;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1000;

  private final String name;
  private final ReaderSettings settings;
  private final CardLink link;
  private final BlockingQueue<CardTask<?>> queue = new LinkedBlockingQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicBoolean changed = new AtomicBoolean();
  private final Thread thread;
  private volatile @Nullable CardTask<?> current;

  /** Begins without a connection. */
  public CardReader(String name, PcscLibrary library, ReaderSettings settings) {
    this.name = name;
    this.settings = settings;
    this.link = new CardLink(name, library);
    this.thread = new Thread(this::work, "skep-pcsc " + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** The name that PC/SC gives it. */
  public String name() {
    return name;
  }

  /** Whether a card is late with an answer. */
  public boolean isSilent() {
    CardTask<?> now = current;
    return now != null && now.isExpired() && now.phase() == Phase.TALKING;
  }

  /**
   * Does something with the card, and waits for it as long as each of its steps is in time.
   *
   * @throws TransportException if the way to the card is closed; says whether a command was sent
   */
  public <T> T run(CardJob<T> job) throws TransportException, SecurityElementException {
    CardTask<T> task = begin(job);
    try {
      while (true) {
        try {
          // In slices, since its next step has another deadline, possibly a sooner one.
          long nanos = Math.max(0, Math.min(task.left(), SLICE_NANOS));
          return task.result().get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          expireIfLate(task);
        }
      }
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw rethrow(cause == null ? e : cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      task.expire();
      throw new TransportException(Failure.BUSY, "interrupted", e);
    }
  }

  private static TransportException rethrow(Throwable cause) throws SecurityElementException {
    if (cause instanceof SecurityElementException refused) {
      throw refused;
    }
    if (cause instanceof RuntimeException bug) {
      throw bug;
    }
    return cause instanceof TransportException failure
        ? failure
        : new TransportException(Failure.FAULT, "failed: " + cause, cause);
  }

  /** Puts an operation into the queue. Whoever does not wait for it has to look after its time. */
  <T> CardTask<T> begin(CardJob<T> job) {
    CardTask<?> now = current;
    boolean blocked = now != null && now.isExpired();
    CardTask<T> task =
        new CardTask<>(job, blocked ? settings.answer() : settings.answer().plus(settings.keys()));
    if (closing.getCount() == 0) {
      task.result().completeExceptionally(gone());
    } else if (isSilent()) {
      task.result().completeExceptionally(silence());
    } else {
      queue.add(task);
    }
    return task;
  }

  /** Ends an operation that is late, and with it those that wait behind it. */
  void expireIfLate(CardTask<?> task) {
    if (task.left() > 0) {
      return;
    }
    task.expire();
    boolean silent = isSilent();
    if (silent) {
      LOG.warn("{}: the card does not answer; take it out and put it in again", name);
    }
    if (task == current) {
      for (CardTask<?> behind = queue.poll(); behind != null; behind = queue.poll()) {
        if (silent) {
          behind.result().completeExceptionally(silence());
        } else {
          behind.expire();
        }
      }
    }
  }

  private static TransportException silence() {
    return new TransportException(Failure.SILENT, "the card owes an answer");
  }

  private static TransportException gone() {
    return new TransportException(Failure.READER_GONE, "the reader is gone");
  }

  /** The card may be another one, or in another state: whoever watches is to ask it again. */
  public void markChanged() {
    changed.set(true);
  }

  /** Whether that was said since the last question. */
  boolean takeChanged() {
    return changed.getAndSet(false);
  }

  private void work() {
    try {
      while (true) {
        CardTask<?> task = queue.take();
        if (closing.getCount() == 0) {
          task.result().completeExceptionally(gone());
          return;
        }
        current = task;
        execute(task);
        boolean wasSilent = isSilent();
        current = null;
        if (wasSilent) {
          LOG.info("{}: the card answers again, or is gone", name);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("{}: ended", name);
    } finally {
      link.close();
      for (CardTask<?> left = queue.poll(); left != null; left = queue.poll()) {
        left.result().completeExceptionally(gone());
      }
    }
  }

  private <T> void execute(CardTask<T> task) throws InterruptedException {
    if (task.result().isDone()) {
      return;
    }
    try {
      task.result().complete(attempt(task));
    } catch (TransportException e) {
      task.result().completeExceptionally(task.sent() ? e.afterSending() : e);
    } catch (SecurityElementException | RuntimeException e) {
      task.result().completeExceptionally(e);
    }
  }

  private <T> T attempt(CardTask<T> task)
      throws TransportException, SecurityElementException, InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    for (int left = settings.retries(); ; left--) {
      boolean fresh = !link.isConnected();
      try {
        return once(task);
      } catch (TransportException e) {
        link.drop(e.failure());
        if (left <= 0 || task.sent() || !canBeginAgain(e.failure(), fresh)) {
          throw e;
        }
        LOG.debug("{}: {}; again", name, e.getMessage());
      }
      if (closing.await(pause, TimeUnit.MILLISECONDS)) {
        throw gone();
      }
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  /** A connection of before tells of the past; a fresh one that fails tells how it is. */
  private static boolean canBeginAgain(Failure failure, boolean fresh) {
    return switch (failure) {
      case BUSY, RESET -> true;
      case REMOVED, READER_GONE, DAEMON_GONE, FAULT -> !fresh;
      case SILENT, NO_APPLET -> false;
    };
  }

  private <T> T once(CardTask<T> task) throws TransportException, SecurityElementException {
    Duration most = settings.answer();
    task.await(most);
    CardLink.Connection connection = link.connect();
    connection.card().begin();
    try {
      CardSession session = CardSession.select(name, connection.transport(), task, settings);
      return task.job().run(session);
    } finally {
      connection.card().end();
    }
  }

  /** Lets the card go, as soon as it can; does not wait. May be called again. */
  @Override
  public void close() {
    closing.countDown();
    queue.add(new CardTask<>(card -> "", settings.answer()));
  }

  /**
   * Waits for the thread's end.
   *
   * @return whether it has ended; it stays with a card that is silent
   */
  public boolean awaitEnd(Duration most) throws InterruptedException {
    thread.join(most.toMillis());
    return !thread.isAlive();
  }
}
