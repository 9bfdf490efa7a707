package dev.skep.api.provisioning;

import java.util.regex.Pattern;

/**
 * What the id of an object may look like (spec rule D-1): 1 to 32 lower-case letters, digits, dots,
 * dashes or underscores, beginning with a letter or digit. An id names one object, whatever its
 * kind, within the domain of one issuer.
 */
public final class ObjectIds {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");

  private ObjectIds() {}

  /** Whether the text is a valid id. */
  public static boolean isValid(String id) {
    return FORM.matcher(id).matches();
  }

  /**
   * Returns the id unchanged.
   *
   * @throws IllegalArgumentException if it is not a valid id
   */
  public static String check(String id) {
    if (!isValid(id)) {
      throw new IllegalArgumentException(
          "an id has 1 to 32 lower-case letters, digits, dots, dashes or underscores");
    }
    return id;
  }
}
