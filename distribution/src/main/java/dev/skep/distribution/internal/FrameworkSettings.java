package dev.skep.distribution.internal;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The framework's properties from a file in which <code>${name}</code> stands for a variable. */
final class FrameworkSettings {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  private FrameworkSettings() {}

  /**
   * Reads the file and puts the variables in. Values of variables are taken as they are.
   *
   * @param file a Java properties file in UTF-8
   * @param variables gives null for an unknown name
   * @throws LaunchException if the file cannot be read or names an unknown variable
   */
  static Map<String, String> read(Path file, UnaryOperator<@Nullable String> variables)
      throws LaunchException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new LaunchException(
          "cannot read " + file + " (" + e + "); put the file of the distribution back", e);
    }
    Map<String, String> settings = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      settings.put(name, substitute(file, name, properties.getProperty(name), variables));
    }
    return settings;
  }

  private static String substitute(
      Path file, String name, String value, UnaryOperator<@Nullable String> variables)
      throws LaunchException {
    Matcher matcher = VARIABLE.matcher(value);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String replacement = variables.apply(matcher.group(1));
      if (replacement == null) {
        throw new LaunchException(
            file + ", " + name + ": there is no system property " + matcher.group(1));
      }
      matcher.appendReplacement(result, Matcher.quoteReplacement(replacement));
    }
    return matcher.appendTail(result).toString();
  }
}
