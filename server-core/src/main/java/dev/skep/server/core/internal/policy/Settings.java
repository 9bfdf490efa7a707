package dev.skep.server.core.internal.policy;

import dev.skep.api.SettingsException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settings by name, whether they come from OSGi configuration (typed values) or as plain strings.
 * Those that are not given have the default that the configuration type documents.
 */
public final class Settings {
  private static final String DATA_PROPERTY = "skep.data";

  private final Map<String, Object> values = new TreeMap<>();

  /**
   * Reads settings.
   *
   * @param documentation the annotation type that declares names and defaults; its method {@code
   *     offer_lifetime_seconds} is the setting {@code offer.lifetime.seconds}
   * @param given may hold more than is declared, which is ignored
   */
  public Settings(Class<? extends Annotation> documentation, Map<String, ?> given) {
    for (Method setting : documentation.getDeclaredMethods()) {
      String name = setting.getName().replace('_', '.');
      Object value = given.containsKey(name) ? given.get(name) : setting.getDefaultValue();
      if (value != null) {
        values.put(name, value);
      }
    }
  }

  /** A text, without surrounding blanks. */
  public String text(String name) throws SettingsException {
    return value(name).toString().trim();
  }

  /** A text, or empty where it is blank. */
  public Optional<String> optionalText(String name) throws SettingsException {
    String text = text(name);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Several texts: an array, a collection, or one string with commas. */
  public List<String> texts(String name) throws SettingsException {
    Object value = value(name);
    List<String> texts = new ArrayList<>();
    if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        texts.add(String.valueOf(Array.get(value, i)).trim());
      }
    } else if (value instanceof Iterable<?> several) {
      several.forEach(one -> texts.add(String.valueOf(one).trim()));
    } else {
      texts.addAll(List.of(value.toString().trim().split("\\s*,\\s*")));
    }
    return texts.stream().filter(text -> !text.isEmpty()).toList();
  }

  /**
   * A whole number.
   *
   * @throws SettingsException if it is none or outside the range
   */
  public int number(String name, int minimum, int maximum) throws SettingsException {
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

  /** A span given as a number of seconds. */
  public Duration seconds(String name, int minimum, int maximum) throws SettingsException {
    return Duration.ofSeconds(number(name, minimum, maximum));
  }

  /**
   * Yes or no.
   *
   * @throws SettingsException if it is neither {@code true} nor {@code false}
   */
  public boolean flag(String name) throws SettingsException {
    String text = text(name);
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw new SettingsException(name, "'" + text + "' is neither true nor false");
  }

  /** A path; a relative one is below the data folder, else below the current one. */
  public Path path(String name) throws SettingsException {
    return Path.of(System.getProperty(DATA_PROPERTY, "")).resolve(text(name));
  }

  private Object value(String name) throws SettingsException {
    Object value = values.get(name);
    if (value == null) {
      throw new SettingsException(name, "is missing; set it");
    }
    return value;
  }
}
