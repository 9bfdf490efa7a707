package dev.skep.testkit.broken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skep.testkit.rule.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * What became of a contract's run, by its report.
 *
 * @param passed the tests of rules that passed, with all parameters
 * @param failed those that failed with some
 * @param reasons why
 */
record Trial(Set<String> passed, Set<String> failed, Set<String> reasons) {
  private static final Path FOLDER = Path.of("target", "skep-testkit", "broken");

  /** Runs all rules. */
  static Trial of(Class<?> contract) {
    return run(contract, DiscoverySelectors.selectClass(contract));
  }

  /** Runs one rule of a security element. */
  static Trial of(Class<?> contract, String rule) {
    return run(
        contract,
        DiscoverySelectors.selectMethod(contract.getName(), rule, "dev.skep.testkit.se.Bench"));
  }

  private static Trial run(Class<?> contract, DiscoverySelector selector) {
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selector)
                .configurationParameter(Contract.FOLDER, FOLDER.toString())
                .build());
    try {
      return read(
          new ObjectMapper()
              .readTree(Files.readString(FOLDER.resolve(contract.getName() + ".json"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Trial read(JsonNode report) {
    Set<String> passed = new TreeSet<>();
    Set<String> failed = new TreeSet<>();
    Set<String> reasons = new TreeSet<>();
    for (JsonNode line : report.get("rules")) {
      boolean good = line.get("result").textValue().equals("passed");
      (good ? passed : failed).add(line.get("test").textValue());
      if (!good) {
        reasons.add(line.get("reason").textValue());
      }
    }
    passed.removeAll(failed);
    return new Trial(passed, failed, reasons);
  }
}
