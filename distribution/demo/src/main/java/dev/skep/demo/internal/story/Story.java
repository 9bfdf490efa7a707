package dev.skep.demo.internal.story;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chapters in order. One that fails does not keep the others from being told, except the first,
 * on which all of them build.
 */
public final class Story {
  private static final Logger LOG = LoggerFactory.getLogger(Story.class);

  private final Narrator narrator;
  private final LongSupplier nanoTime;

  /**
   * Begins with nothing told.
   *
   * @param nanoTime a clock that never goes back
   */
  public Story(Narrator narrator, LongSupplier nanoTime) {
    this.narrator = narrator;
    this.nanoTime = nanoTime;
  }

  /**
   * Tells all chapters and the summary.
   *
   * @return whether everything happened that the chapters expect
   * @throws InterruptedException if the container is stopping
   */
  public boolean tell(List<Chapter> chapters) throws InterruptedException {
    long start = nanoTime.getAsLong();
    List<ChapterResult> results = new ArrayList<>();
    for (Chapter chapter : chapters) {
      results.add(tell(results.size(), chapter));
      if (!results.get(0).ok()) {
        narrator.say("The other chapters are not told: all of them build on this one.");
        break;
      }
    }
    narrator.summary(results, since(start));
    return results.stream().allMatch(ChapterResult::ok);
  }

  private ChapterResult tell(int number, Chapter chapter) throws InterruptedException {
    narrator.heading("Chapter " + number + ". " + chapter.title());
    long start = nanoTime.getAsLong();
    String outcome;
    boolean ok = false;
    try {
      outcome = chapter.tell();
      ok = true;
    } catch (InterruptedException e) {
      throw e;
    } catch (StoryException e) {
      outcome = String.valueOf(e.getMessage());
      LOG.warn("chapter {} failed: {}", number, outcome, e.getCause());
    } catch (Exception e) {
      outcome = "it broke off: " + e;
      LOG.warn("chapter {} broke off", number, e);
    }
    Duration took = since(start);
    narrator.say(ok ? "Took " + Texts.duration(took) + "." : "This chapter ends here: " + outcome);
    return new ChapterResult(number, chapter.title(), outcome, ok, took);
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }
}
