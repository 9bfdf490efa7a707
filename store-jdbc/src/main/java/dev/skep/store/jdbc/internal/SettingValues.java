package dev.skep.store.jdbc.internal;

import dev.skep.api.SettingsException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Settings by name; those that are not given have the default that their annotation documents. */
final class SettingValues {
  private static final String DATA_PROPERTY = "skep.data";

  private final Map<String, Object> values = new TreeMap<>();

  SettingValues(Class<? extends Annotation> documentation, Map<String, ?> given) {
    for (Method setting : documentation.getDeclaredMethods()) {
      String name = setting.getName().replace('_', '.');
      Object value = given.containsKey(name) ? given.get(name) : setting.getDefaultValue();
      if (value != null) {
        values.put(name, value);
      }
    }
  }

  String text(String name) throws SettingsException {
    Object value = values.get(name);
    if (value == null) {
      throw new SettingsException(name, "is missing; set it");
    }
    return value.toString().strip();
  }

  Optional<String> optionalText(String name) throws SettingsException {
    String text = text(name);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  int number(String name, int minimum, int maximum) throws SettingsException {
    String text = text(name);
    try {
      int number = Integer.parseInt(text);
      if (number >= minimum && number <= maximum) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with the range.
    }
    throw new SettingsException(
        name, "'" + text + "' is no number from " + minimum + " to " + maximum);
  }

  /** A path; a relative one is below the data folder, else below the current one. */
  Path path(String name) throws SettingsException {
    try {
      return Path.of(System.getProperty(DATA_PROPERTY, "")).resolve(text(name)).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new SettingsException(name, "'" + text(name) + "' is no path", e);
    }
  }

  Optional<Path> optionalPath(String name) throws SettingsException {
    return optionalText(name).isEmpty() ? Optional.empty() : Optional.of(path(name));
  }
}
