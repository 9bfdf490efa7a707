package dev.skep.api;

/** What an algorithm name may look like (spec section 3): 1 to 64 visible ASCII characters. */
public final class AlgorithmNames {
  /** The longest name, in characters. */
  public static final int MAX_LENGTH = 64;

  private AlgorithmNames() {}

  /** Whether the text is a valid algorithm name. */
  public static boolean isValid(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_LENGTH
        && name.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }

  /**
   * Returns the name unchanged.
   *
   * @throws IllegalArgumentException if it is not a valid algorithm name
   */
  public static String check(String name) {
    if (!isValid(name)) {
      throw new IllegalArgumentException(
          "an algorithm name has 1 to 64 visible ASCII characters, not " + name.length());
    }
    return name;
  }
}
