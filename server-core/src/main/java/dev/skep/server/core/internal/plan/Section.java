package dev.skep.server.core.internal.plan;

import dev.skep.server.core.internal.plan.PlanNode.Entry;
import dev.skep.server.core.internal.plan.PlanNode.Mapping;
import dev.skep.server.core.internal.plan.PlanNode.Scalar;
import dev.skep.server.core.internal.plan.PlanNode.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys of a plan that belong together, read as what they must be. */
final class Section {
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})([dhm])");

  private final Mapping mapping;
  private final String what;

  private Section(Mapping mapping, String what) {
    this.mapping = mapping;
    this.what = what;
  }

  /**
   * A section.
   *
   * @param what what it is, for messages
   * @param known all keys that it may have
   * @throws WrongPlanException if it has others, or no keys at all
   */
  static Section of(PlanNode node, String what, String... known) throws WrongPlanException {
    if (!(node instanceof Mapping mapping)) {
      throw new WrongPlanException(node.line(), what + " is made of keys with values");
    }
    Set<String> allowed = new TreeSet<>(List.of(known));
    for (String key : mapping.entries().keySet()) {
      if (!allowed.contains(key)) {
        throw new WrongPlanException(
            mapping.entries().get(key).line(),
            what
                + " has no key '"
                + YamlTree.shown(key)
                + "'; it has "
                + String.join(", ", allowed));
      }
    }
    return new Section(mapping, what);
  }

  int line() {
    return mapping.line();
  }

  /** The line of a key, or of the section where the key is missing. */
  int line(String key) {
    Entry entry = mapping.entries().get(key);
    return entry == null ? line() : entry.line();
  }

  boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  WrongPlanException wrong(String key, String reason) {
    return new WrongPlanException(line(key), reason);
  }

  Optional<PlanNode> node(String key) {
    return Optional.ofNullable(mapping.entries().get(key)).map(Entry::value);
  }

  /** All items of a list; none where the key is missing. */
  List<PlanNode> items(String key) throws WrongPlanException {
    Optional<PlanNode> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof Sequence sequence) {
      return sequence.items();
    }
    throw wrong(key, "'" + key + "' is a list: one line for each, beginning with '- '");
  }

  /** A list of texts. */
  List<Scalar> texts(String key) throws WrongPlanException {
    List<Scalar> texts = new ArrayList<>();
    for (PlanNode item : items(key)) {
      if (!(item instanceof Scalar scalar) || scalar.value().isEmpty()) {
        throw new WrongPlanException(item.line(), "'" + key + "' is a list of single values");
      }
      texts.add(scalar);
    }
    return texts;
  }

  Optional<String> optionalText(String key) throws WrongPlanException {
    Optional<PlanNode> node = node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof Scalar scalar && !scalar.value().isEmpty()) {
      return Optional.of(scalar.value());
    }
    throw wrong(key, "'" + key + "' has a single value");
  }

  String text(String key) throws WrongPlanException {
    return optionalText(key)
        .orElseThrow(() -> new WrongPlanException(line(), what + " needs the key '" + key + "'"));
  }

  /** One of several words. */
  String choice(String key, String... words) throws WrongPlanException {
    String text = text(key);
    if (!List.of(words).contains(text)) {
      throw wrong(key, "'" + YamlTree.shown(text) + "' is none of " + String.join(", ", words));
    }
    return text;
  }

  int number(String key, int minimum, int maximum, int otherwise) throws WrongPlanException {
    return has(key) ? number(key, minimum, maximum) : otherwise;
  }

  int number(String key, int minimum, int maximum) throws WrongPlanException {
    String text = text(key);
    boolean plain = node(key).filter(node -> ((Scalar) node).plain()).isPresent();
    if (plain && NUMBER.matcher(text).matches()) {
      int number = Integer.parseInt(text);
      if (number >= minimum && number <= maximum) {
        return number;
      }
    }
    throw wrong(
        key, "'" + YamlTree.shown(text) + "' is no number from " + minimum + " to " + maximum);
  }

  /** A span of time: a number and d, h or m. */
  Duration span(String key, Duration longest) throws WrongPlanException {
    String text = text(key);
    Matcher form = SPAN.matcher(text);
    if (!form.matches()) {
      throw wrong(
          key,
          "'"
              + YamlTree.shown(text)
              + "' is no span of time; write days, hours or minutes as 365d, 12h, 30m");
    }
    long number = Long.parseLong(form.group(1));
    Duration span =
        switch (form.group(2)) {
          case "d" -> Duration.ofDays(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofMinutes(number);
        };
    if (span.compareTo(longest) > 0) {
      throw wrong(key, text + " is longer than " + longest.toDays() + " days");
    }
    return span;
  }
}
