package dev.skep.server.core.internal.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of a plan's text, with the line where it begins, counted from 1. */
sealed interface PlanNode {
  /** Where it begins. */
  int line();

  /**
   * A single value.
   *
   * @param value without quotes
   * @param plain whether it had no quotes
   */
  record Scalar(int line, String value, boolean plain) implements PlanNode {}

  /** A list. */
  record Sequence(int line, List<PlanNode> items) implements PlanNode {
    /** Copies the list. */
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** Keys with values, in the order of the file. */
  record Mapping(int line, Map<String, Entry> entries) implements PlanNode {
    /** Copies the map. */
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /**
   * What belongs to a key.
   *
   * @param line where the key is
   * @param value what it has
   */
  record Entry(int line, PlanNode value) {}
}
