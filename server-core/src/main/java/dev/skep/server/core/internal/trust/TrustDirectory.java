package dev.skep.server.core.internal.trust;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of trust that the directories hold, read again when they change. Looks at most once a
 * second, on use, so it needs no thread; while one caller reads, the others go on with what is
 * there. Thread-safe.
 */
final class TrustDirectory {
  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

  private final TrustFiles files;
  private final TrustSettings settings;
  private final TrustListener listener;
  private final LongSupplier nanoTime;
  private final AtomicLong lookedAt;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile TrustState state;
  private @Nullable List<TrustFiles.Fingerprint> seen;
  private String lastProblem = "";

  /**
   * Reads the directories for the first time; if that fails, nothing is trusted until it is mended.
   *
   * @param nanoTime a clock that never goes back
   */
  TrustDirectory(
      TrustFiles files, TrustSettings settings, TrustListener listener, LongSupplier nanoTime) {
    this.files = files;
    this.settings = settings;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.lookedAt = new AtomicLong(nanoTime.getAsLong());
    this.state = new TrustState(List.of(), List.of(), settings.rememberedLeaves());
    look();
  }

  TrustState current() {
    long last = lookedAt.get();
    long now = nanoTime.getAsLong();
    if (now - last >= INTERVAL_NANOS && lookedAt.compareAndSet(last, now)) {
      look();
    }
    return state;
  }

  private void look() {
    if (!looking.tryLock()) {
      return;
    }
    try {
      // Taken before reading: a file that changes meanwhile differs from it at the next look.
      List<TrustFiles.Fingerprint> now = files.fingerprint();
      if (!now.equals(seen)) {
        adopt(files.read());
        seen = now;
        lastProblem = "";
      }
    } catch (FileSystemException e) {
      refuse("cannot read " + e + ": mend its access rights or put it back");
    } catch (IOException | RuntimeException e) {
      refuse(String.valueOf(e.getMessage()));
    } finally {
      looking.unlock();
    }
  }

  private void adopt(TrustState read) {
    state = read;
    listener.loaded(read.anchorCount(), read.revocationListCount());
  }

  /** Tells once; the files are tried again at every look, since access rights leave no trace. */
  private void refuse(String problem) {
    seen = null;
    if (!problem.equals(lastProblem)) {
      lastProblem = problem;
      listener.refused(problem);
    }
  }
}
