package dev.skep.protocol;

import dev.skep.testkit.vectors.Scenario;
import java.nio.file.Path;
import java.util.List;

/** The project's own scenarios, below the folder that the property {@code skep.root} names. */
public final class OwnVectors {
  private OwnVectors() {}

  /** The folder of the scenarios and of the independent script. */
  public static Path folder() {
    return Path.of(System.getProperty("skep.root", "..")).resolve("vectors");
  }

  /** All of them. */
  public static List<Scenario> all() {
    return Scenario.readAll(folder());
  }

  /** Those of one kind. */
  public static List<Scenario> ofKind(String kind) {
    return all().stream().filter(scenario -> scenario.text("kind").equals(kind)).toList();
  }
}
