package dev.skep.protocol.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.protocol.OwnVectors;
import dev.skep.testkit.vectors.Scenario;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The names of the operations are those of the scenarios, which the script takes from the text. */
class OperationsTest {
  @Test
  void areThoseOfTheScenarios() throws Exception {
    Set<String> used = new HashSet<>();
    for (Scenario scenario : OwnVectors.ofKind("provisioning")) {
      for (String key : scenario.values().keySet()) {
        if (key.endsWith(".op")) {
          used.add(scenario.text(key));
        }
      }
    }
    List<Field> constants =
        Arrays.stream(Operations.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .toList();
    Set<String> names = new HashSet<>();
    for (Field constant : constants) {
      names.add((String) constant.get(null));
    }
    assertThat(names).hasSameSizeAs(constants).isEqualTo(used);
  }
}
