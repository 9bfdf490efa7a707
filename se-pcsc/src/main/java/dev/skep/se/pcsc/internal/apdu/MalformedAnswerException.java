package dev.skep.se.pcsc.internal.apdu;

/** A card answered something that is not in {@code APDU.md}. */
public final class MalformedAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A malformed answer.
   *
   * @param problem without the bytes themselves
   */
  public MalformedAnswerException(String problem) {
    super(problem);
  }
}
