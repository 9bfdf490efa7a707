package dev.skep.testkit.rule;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a test's name says.
 *
 * @param numbers the rules of {@code spec/} that it checks, for example {@code E-1}; empty for a
 *     test that checks none
 * @param level {@code MUST} or {@code MAY}
 * @param what is checked, in words
 */
public record RuleName(List<String> numbers, String level, String what) {
  private static final Pattern RULE = Pattern.compile("([A-Z]+)([0-9]+)_");
  private static final Pattern WORD = Pattern.compile("[A-Z]?[^A-Z]*");
  private static final Set<String> ACRONYMS = Set.of("dias", "ek", "k", "kdf", "pin", "puk", "se");

  /** Copies the list. */
  public RuleName {
    numbers = List.copyOf(numbers);
  }

  /** Reads the name of a test. */
  public static RuleName of(Method method) {
    List<String> numbers = new ArrayList<>();
    Matcher rule = RULE.matcher(method.getName());
    int end = 0;
    while (rule.find(end) && rule.start() == end) {
      numbers.add(rule.group(1) + "-" + rule.group(2));
      end = rule.end();
    }
    String level = method.isAnnotationPresent(May.class) ? "MAY" : "MUST";
    return new RuleName(numbers, level, words(method.getName().substring(end)));
  }

  private static String words(String camelCase) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(camelCase);
    while (word.find() && !word.group().isEmpty()) {
      String lower = word.group().toLowerCase(Locale.ROOT);
      words.add(ACRONYMS.contains(lower) ? lower.toUpperCase(Locale.ROOT) : lower);
    }
    return String.join(" ", words);
  }

  /** As in {@code E-1 (MUST): refuses a suite that it does not have}. */
  @Override
  public String toString() {
    return String.join(", ", numbers) + " (" + level + "): " + what;
  }
}
