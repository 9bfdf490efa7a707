package dev.skep.itest.licence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The licences that are allowed: a line each, and behind a bar for whom alone. */
final class Licences {
  private final Map<String, Set<String>> allowed = new HashMap<>();

  Licences(List<String> lines) {
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split("\\|", 2);
        String components = parts.length > 1 ? parts[1].strip() : "";
        allowed.put(
            parts[0].strip(), components.isEmpty() ? Set.of() : Set.of(components.split("\\s+")));
      }
    }
  }

  /** Those of the project. */
  static Licences ofTheProject() throws IOException {
    String root = System.getProperty("skep.root");
    return new Licences(
        Files.readAllLines(Path.of(root, "distribution", "itest", "licences-allowed.txt")));
  }

  /** What is wrong with a component's; empty if the receiver can choose an allowed one. */
  Optional<String> problem(Component component) {
    if (component.licences().stream().anyMatch(licence -> isAllowed(licence, component))) {
      return Optional.empty();
    }
    return Optional.of(
        component.name() + " has " + component.licences() + ", of which none is allowed for it");
  }

  private boolean isAllowed(String licence, Component component) {
    Set<String> alone = allowed.get(licence);
    return alone != null && (alone.isEmpty() || alone.contains(component.name()));
  }
}
