package dev.skep.se.pcsc.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SettingsException;
import dev.skep.se.pcsc.internal.pcsc.PcscLibraries.Choice;
import dev.skep.se.pcsc.internal.reader.MonitorSettings;
import dev.skep.se.pcsc.internal.reader.ReaderSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings of the driver, under the same names in OSGi configuration and in the map of the
 * factory.
 *
 * @param enabled whether readers are looked at
 * @param provider which client of PC/SC
 * @param readers what the names of readers must match
 * @param poll how often readers are looked at
 * @param reader how each one is treated
 * @param card which card the factory opens; empty for the only one
 */
record PcscSettings(
    boolean enabled,
    Choice provider,
    Pattern readers,
    Duration poll,
    ReaderSettings reader,
    Optional<String> card) {
  static final String ENABLED = "enabled";
  static final String PROVIDER = "provider";
  static final String READERS = "readers";
  static final String POLL = "poll.milliseconds";
  static final String ANSWER = "answer.timeout.seconds";
  static final String KEYS = "key.generation.timeout.seconds";
  static final String RETRIES = "busy.retries";
  static final String AID = "applet.aid";

  /** Of the factory only. */
  static final String CARD = "card";

  /** All names of the configuration. */
  static final Set<String> NAMES =
      Set.of(ENABLED, PROVIDER, READERS, POLL, ANSWER, KEYS, RETRIES, AID);

  private static final String OUR_APPLET = "f0534b455001";

  MonitorSettings monitor() {
    return new MonitorSettings(readers, poll, reader);
  }

  /**
   * Reads and checks settings.
   *
   * @param settings texts under {@link #NAMES} and {@link #CARD}; empty ones count as not there
   * @throws SettingsException if one is unknown or wrong
   */
  static PcscSettings of(Map<String, String> settings) throws SettingsException {
    for (String key : settings.keySet()) {
      if (!NAMES.contains(key) && !key.equals(CARD)) {
        throw new SettingsException(
            key, "there is no such setting, only " + NAMES.stream().sorted().toList());
      }
    }
    return new PcscSettings(
        choice(settings, ENABLED, List.of("true", "false")).equals("true"),
        Choice.valueOf(
            choice(settings, PROVIDER, List.of("auto", "jna", "jdk")).toUpperCase(Locale.ROOT)),
        readers(find(settings, READERS).orElse("*")),
        Duration.ofMillis(number(settings, POLL, 500, 100, 60_000)),
        new ReaderSettings(
            aid(find(settings, AID).orElse(OUR_APPLET)),
            Duration.ofSeconds(number(settings, ANSWER, 20, 1, 600)),
            Duration.ofSeconds(number(settings, KEYS, 180, 1, 3600)),
            number(settings, RETRIES, 5, 0, 100)),
        find(settings, CARD));
  }

  private static Optional<String> find(Map<String, String> settings, String key) {
    return Optional.ofNullable(settings.get(key)).map(String::trim).filter(v -> !v.isEmpty());
  }

  /** Patterns with {@code *}, separated by {@code |}. */
  private static Pattern readers(String patterns) {
    return Pattern.compile(
        Arrays.stream(patterns.split("\\|", -1))
            .map(PcscSettings::regex)
            .collect(Collectors.joining("|")));
  }

  private static String regex(String pattern) {
    return Arrays.stream(pattern.trim().split("\\*", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining(".*"));
  }

  private static Bytes aid(String digits) throws SettingsException {
    if (!digits.matches("([0-9a-fA-F]{2}){5,16}")) {
      throw new SettingsException(AID, "must be 5 to 16 bytes in hexadecimal digits");
    }
    return Bytes.hex(digits);
  }

  /** One of several texts; the first is the default. */
  private static String choice(Map<String, String> settings, String key, List<String> all)
      throws SettingsException {
    String value = find(settings, key).orElse(all.get(0));
    if (!all.contains(value)) {
      throw new SettingsException(
          key, "must be one of " + String.join(", ", all) + ", not " + value);
    }
    return value;
  }

  private static int number(
      Map<String, String> settings, String key, int standard, int minimum, int maximum)
      throws SettingsException {
    String value = find(settings, key).orElse(Integer.toString(standard));
    if (value.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= minimum && number <= maximum) {
        return number;
      }
    }
    throw new SettingsException(
        key, "must be a number from " + minimum + " to " + maximum + ", not " + value);
  }
}
