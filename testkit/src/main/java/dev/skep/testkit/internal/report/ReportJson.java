package dev.skep.testkit.internal.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skep.testkit.internal.report.Line.Result;
import java.util.Locale;

/** A report as JSON; its shape is in the testkit's README. */
final class ReportJson {
  /** Goes up when a member changes its meaning or goes. */
  private static final int FORMAT = 1;

  private ReportJson() {}

  static String of(Page page) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("format", FORMAT);
    root.put("testkit", page.testkit());
    root.put("finished", page.finished());
    root.put("contract", page.contract());
    root.put("testClass", page.testClass());
    ArrayNode tested = root.putArray("implementations");
    page.tested().forEach(tested::add);
    root.put("obeyed", page.obeyed());
    ObjectNode totals = root.putObject("totals");
    for (String level : new String[] {"MUST", "MAY"}) {
      ObjectNode counts = totals.putObject(level);
      for (Result result : Result.values()) {
        counts.put(text(result), page.count(level, result));
      }
    }
    ArrayNode rules = root.putArray("rules");
    page.lines().forEach(line -> put(rules.addObject(), line));
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(ObjectNode node, Line line) {
    ArrayNode numbers = node.putArray("rules");
    line.rule().numbers().forEach(numbers::add);
    node.put("level", line.rule().level());
    node.put("what", line.rule().what());
    node.put("test", line.test());
    node.put("parameters", line.parameters());
    node.put("result", text(line.result()));
    node.put("reason", line.reason());
  }

  private static String text(Result result) {
    return result.name().toLowerCase(Locale.ROOT);
  }
}
