package dev.skep.testkit.se;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGenerator;

/**
 * Turns {@code E1_refusesASuiteThatItDoesNotHave} into {@code E-1 (MUST): refuses a suite that it
 * does not have}.
 */
final class RuleNames extends DisplayNameGenerator.Standard {
  private static final Pattern RULE = Pattern.compile("([A-Z]+)([0-9]+)_");
  private static final Pattern WORD = Pattern.compile("[A-Z]?[^A-Z]*");
  private static final Set<String> ACRONYMS = Set.of("pin", "puk", "se");

  RuleNames() {}

  @Override
  public String generateDisplayNameForMethod(
      List<Class<?>> enclosing, Class<?> testClass, Method method) {
    List<String> rules = new ArrayList<>();
    Matcher rule = RULE.matcher(method.getName());
    int end = 0;
    while (rule.find(end) && rule.start() == end) {
      rules.add(rule.group(1) + "-" + rule.group(2));
      end = rule.end();
    }
    if (rules.isEmpty()) {
      return super.generateDisplayNameForMethod(enclosing, testClass, method);
    }
    String level = method.isAnnotationPresent(May.class) ? "MAY" : "MUST";
    return String.join(", ", rules) + " (" + level + "): " + words(method.getName().substring(end));
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
}
