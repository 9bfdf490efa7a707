package dev.skep.se.pkcs11.internal;

import dev.skep.api.SettingsException;
import dev.skep.se.pkcs11.internal.token.TokenSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The settings of one SE on a token, under the same names in OSGi configuration and in the map of
 * the factory.
 *
 * @param name 1 to 64 letters, digits, dots, dashes or underscores
 * @param token where its keys are
 * @param storageFile where the sealed state is
 * @param checkSeconds how often to look whether the token is there, 1 to 3,600
 */
record Pkcs11Settings(String name, TokenSettings token, Path storageFile, int checkSeconds) {
  /** The scheme of the ids: {@code pkcs11:<name>}. */
  static final String SCHEME = "pkcs11";

  static final String NAME = "name";
  static final String LIBRARY = "library";
  static final String SLOT = "slot";
  static final String PIN_FILE = "pin.file";
  static final String KEY_LABEL = "key.label";
  static final String STORAGE_FILE = "storage.file";
  static final String CHECK_SECONDS = "check.seconds";

  /** All names. */
  static final Set<String> NAMES =
      Set.of(NAME, LIBRARY, SLOT, PIN_FILE, KEY_LABEL, STORAGE_FILE, CHECK_SECONDS);

  /** The SE's id. */
  String id() {
    return SCHEME + ":" + name;
  }

  /**
   * Reads and checks settings.
   *
   * @param settings texts under {@link #NAMES}; empty ones count as not there
   * @throws SettingsException if one is unknown, missing or wrong
   */
  static Pkcs11Settings of(Map<String, String> settings) throws SettingsException {
    for (String key : settings.keySet()) {
      if (!NAMES.contains(key)) {
        throw new SettingsException(
            key, "there is no such setting, only " + NAMES.stream().sorted().toList());
      }
    }
    String name = word(settings, NAME, "", 64);
    TokenSettings token =
        new TokenSettings(
            library(settings),
            slot(settings),
            path(settings, PIN_FILE),
            word(settings, KEY_LABEL, "skep-" + name, 40));
    return new Pkcs11Settings(
        name,
        token,
        path(settings, STORAGE_FILE),
        (int) number(settings, CHECK_SECONDS, "5", 1, 3600));
  }

  private static Optional<String> find(Map<String, String> settings, String key) {
    return Optional.ofNullable(settings.get(key)).map(String::trim).filter(v -> !v.isEmpty());
  }

  private static String word(Map<String, String> settings, String key, String standard, int maximum)
      throws SettingsException {
    String value = find(settings, key).orElse(standard);
    if (!value.matches("[A-Za-z0-9._-]{1," + maximum + "}")) {
      throw new SettingsException(
          key, "must have 1 to " + maximum + " letters, digits, dots, dashes or underscores");
    }
    return value;
  }

  /** A path that the provider's configuration can have in quotes. */
  private static Path library(Map<String, String> settings) throws SettingsException {
    Path library = path(settings, LIBRARY);
    if (library.toString().matches(".*[\"\\p{Cntrl}].*") || !library.isAbsolute()) {
      throw new SettingsException(LIBRARY, "must be an absolute path without quotes");
    }
    return library;
  }

  private static OptionalLong slot(Map<String, String> settings) throws SettingsException {
    return find(settings, SLOT).isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(number(settings, SLOT, "", 0, Integer.MAX_VALUE));
  }

  private static Path path(Map<String, String> settings, String key) throws SettingsException {
    String value =
        find(settings, key)
            .orElseThrow(
                () -> new SettingsException(key, "is missing: set it to the path of a file"));
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new SettingsException(key, "is no path: " + e.getMessage(), e);
    }
  }

  private static long number(
      Map<String, String> settings, String key, String standard, long minimum, long maximum)
      throws SettingsException {
    String value = find(settings, key).orElse(standard);
    if (value.matches("[0-9]{1,10}")) {
      long number = Long.parseLong(value);
      if (number >= minimum && number <= maximum) {
        return number;
      }
    }
    throw new SettingsException(
        key, "must be a number from " + minimum + " to " + maximum + ", not " + value);
  }
}
