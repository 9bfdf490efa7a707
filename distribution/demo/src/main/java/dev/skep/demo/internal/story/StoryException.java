package dev.skep.demo.internal.story;

/** Something that the story expects did not happen; the message says what, and what did. */
public final class StoryException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What did not happen. */
  public StoryException(String message) {
    super(message);
  }

  /** What did not happen, and why. */
  public StoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
