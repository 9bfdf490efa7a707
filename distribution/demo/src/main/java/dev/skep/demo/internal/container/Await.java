package dev.skep.demo.internal.container;

import dev.skep.demo.internal.story.StoryException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waiting, bounded, for what the container does in threads of its own. */
public final class Await {
  /** How long anything may take here. */
  public static final Duration DEADLINE = Duration.ofSeconds(20);

  private static final long INTERVAL_MILLIS = 25;

  private Await() {}

  /** Looks whether it has happened. */
  @FunctionalInterface
  public interface Look<T> {
    /** What was waited for, or empty if it is not there yet. */
    Optional<T> now() throws Exception;
  }

  /**
   * Looks again and again.
   *
   * @param what is waited for, for the message
   * @throws StoryException if it was not there within {@link #DEADLINE}
   * @throws InterruptedException if the container is stopping
   * @throws Exception what looking threw
   */
  public static <T> T until(String what, Look<T> look) throws Exception {
    long start = System.nanoTime();
    while (true) {
      Optional<T> found = look.now();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() - start > DEADLINE.toNanos()) {
        throw new StoryException(
            "waited "
                + DEADLINE.toSeconds()
                + " s for "
                + what
                + "; the log may say why it is not there");
      }
      TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
    }
  }
}
