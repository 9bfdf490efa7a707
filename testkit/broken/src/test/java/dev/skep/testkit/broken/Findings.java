package dev.skep.testkit.broken;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What was found, a line for each broken backend: on the console, and in a file. */
final class Findings {
  private static final Path FILE = Path.of("target", "broken-backends.txt");

  private final Set<String> rules = new TreeSet<>();
  private final Set<String> found = new TreeSet<>();
  private final List<String> lines = new ArrayList<>();

  /** Takes the rules of a role, by a backend that obeys them all. */
  void sound(Class<?> contract, Trial trial) {
    trial.passed().forEach(rule -> rules.add(home(contract, rule)));
  }

  /** Takes what was found in a broken backend. */
  void broken(String role, Class<?> contract, Trial trial) {
    trial.failed().forEach(rule -> found.add(home(contract, rule)));
    String line = role + " that " + contract.getSimpleName() + ": found by ";
    line += String.join(", ", trial.failed());
    lines.add(line);
    System.out.println("broken " + line);
  }

  /** A rule of several roles is one rule: it is where it is declared. */
  private static String home(Class<?> contract, String rule) {
    return Stream.of(contract.getMethods())
        .filter(method -> method.getName().equals(rule))
        .map(method -> method.getDeclaringClass().getSimpleName() + "." + rule)
        .findFirst()
        .orElseThrow();
  }

  /** The rules of whole contracts that found nothing. */
  Set<String> idle() {
    Set<String> idle = new TreeSet<>(rules);
    idle.removeAll(found);
    return idle;
  }

  void write() {
    List<String> all = new ArrayList<>(lines);
    all.add("rules of whole contracts that found nothing: " + idle());
    try {
      Files.createDirectories(FILE.getParent());
      Files.write(FILE, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
