package dev.skep.demo.internal.story;

/** One part of the story, with what it expects. */
public interface Chapter {
  /** The heading, one short line. */
  String title();

  /**
   * Tells it.
   *
   * @return what came of it, in a few words for the summary
   * @throws StoryException if something did not happen as expected
   * @throws InterruptedException if the container is stopping
   * @throws Exception if the environment failed in another way
   */
  String tell() throws Exception;
}
