package dev.skep.se.software.internal;

import dev.skep.api.SettingsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of one software SE, under the same names in OSGi configuration and in the map of the
 * factory.
 *
 * @param name 1 to 64 letters, digits, dots, dashes or underscores
 * @param storageFile where the sealed state is
 * @param secretFile the key or the passphrase of the storage
 * @param passphrase whether {@code secretFile} holds a passphrase, otherwise 32 raw bytes
 * @param createKey whether to make the key file on the first start
 * @param wrappedHandles whether handles carry their session
 * @param timeoutSeconds how long a session may last, 1 to 86,400
 * @param quota how many sessions may run at once, 1 to 10,000
 * @param objects how many objects there may be, 1 to 10,000
 */
record SoftwareSettings(
    String name,
    Path storageFile,
    Path secretFile,
    boolean passphrase,
    boolean createKey,
    boolean wrappedHandles,
    int timeoutSeconds,
    int quota,
    int objects) {
  /** The scheme of the ids: {@code soft:<name>}. */
  static final String SCHEME = "soft";

  static final String NAME = "name";
  static final String STORAGE_FILE = "storage.file";
  static final String KEY_FILE = "key.file";
  static final String KEY_CREATE = "key.create";
  static final String PASSPHRASE_FILE = "passphrase.file";
  static final String HANDLE_KIND = "handle.kind";
  static final String TIMEOUT = "session.timeout.seconds";
  static final String QUOTA = "session.quota";
  static final String OBJECTS = "object.quota";

  /** All names. */
  static final Set<String> NAMES =
      Set.of(
          NAME,
          STORAGE_FILE,
          KEY_FILE,
          KEY_CREATE,
          PASSPHRASE_FILE,
          HANDLE_KIND,
          TIMEOUT,
          QUOTA,
          OBJECTS);

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
  static SoftwareSettings of(Map<String, String> settings) throws SettingsException {
    for (String key : settings.keySet()) {
      if (!NAMES.contains(key)) {
        throw new SettingsException(
            key, "there is no such setting, only " + NAMES.stream().sorted().toList());
      }
    }
    Optional<String> key = find(settings, KEY_FILE);
    Optional<String> passphrase = find(settings, PASSPHRASE_FILE);
    if (key.isPresent() == passphrase.isPresent()) {
      throw new SettingsException(
          KEY_FILE, "set either this or " + PASSPHRASE_FILE + ", the other one not at all");
    }
    boolean create = choice(settings, KEY_CREATE, "false", "true");
    if (create && key.isEmpty()) {
      throw new SettingsException(KEY_CREATE, "only a key file can be created, set " + KEY_FILE);
    }
    return new SoftwareSettings(
        name(settings),
        path(STORAGE_FILE, find(settings, STORAGE_FILE)),
        key.isPresent() ? path(KEY_FILE, key) : path(PASSPHRASE_FILE, passphrase),
        passphrase.isPresent(),
        create,
        choice(settings, HANDLE_KIND, "memory", "wrapped"),
        number(settings, TIMEOUT, 300, 86_400),
        number(settings, QUOTA, 32, 10_000),
        number(settings, OBJECTS, 256, 10_000));
  }

  private static Optional<String> find(Map<String, String> settings, String key) {
    return Optional.ofNullable(settings.get(key)).map(String::trim).filter(v -> !v.isEmpty());
  }

  private static String name(Map<String, String> settings) throws SettingsException {
    String name = find(settings, NAME).orElse("");
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new SettingsException(
          NAME, "must have 1 to 64 letters, digits, dots, dashes or underscores");
    }
    return name;
  }

  private static Path path(String key, Optional<String> value) throws SettingsException {
    if (value.isEmpty()) {
      throw new SettingsException(key, "is missing: set it to the path of a file");
    }
    try {
      return Path.of(value.get());
    } catch (InvalidPathException e) {
      throw new SettingsException(key, "is no path: " + e.getMessage(), e);
    }
  }

  /** Whether the second of two values is chosen; the first is the default. */
  private static boolean choice(
      Map<String, String> settings, String key, String first, String second)
      throws SettingsException {
    String value = find(settings, key).orElse(first);
    if (!value.equals(first) && !value.equals(second)) {
      throw new SettingsException(key, "must be " + first + " or " + second + ", not " + value);
    }
    return value.equals(second);
  }

  private static int number(Map<String, String> settings, String key, int standard, int maximum)
      throws SettingsException {
    String value = find(settings, key).orElse(Integer.toString(standard));
    if (value.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= maximum) {
        return number;
      }
    }
    throw new SettingsException(key, "must be a number from 1 to " + maximum + ", not " + value);
  }
}
