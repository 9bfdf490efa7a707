package dev.skep.server.core.internal.plan;

import dev.skep.server.core.internal.plan.PlanNode.Entry;
import dev.skep.server.core.internal.plan.PlanNode.Mapping;
import dev.skep.server.core.internal.plan.PlanNode.Scalar;
import dev.skep.server.core.internal.plan.PlanNode.Sequence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads the YAML of a plan into nodes. Only what a plan needs is taken: one document of keys, lists
 * and texts, without anchors, aliases and tags, and not deeper than plans are. So no text can grow
 * while it is read, and nothing in it makes objects.
 */
final class YamlTree {
  private static final int DEEPEST = 8;

  private final Iterator<Event> events;
  private int line = 1;

  private YamlTree(Iterator<Event> events) {
    this.events = events;
  }

  /**
   * Reads a whole plan.
   *
   * @throws WrongPlanException if it is no YAML, or more than a plan may have
   */
  static Mapping read(String text) throws WrongPlanException {
    YamlTree tree = new YamlTree(events(text));
    try {
      return tree.document();
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(YamlTree::line).orElse(tree.line);
      throw new WrongPlanException(line, "no YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new WrongPlanException(tree.line, "no YAML: " + e.getMessage());
    }
  }

  private static Iterator<Event> events(String text) throws WrongPlanException {
    LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
    try {
      return new ParserImpl(settings, new StreamReader(settings, text));
    } catch (YamlEngineException e) {
      throw new WrongPlanException(1, "no YAML: " + e.getMessage());
    }
  }

  private Mapping document() throws WrongPlanException {
    next(); // the stream
    if (next().getEventId() == Event.ID.StreamEnd) {
      throw new WrongPlanException(1, "the plan is empty");
    }
    PlanNode root = node(next(), 1);
    next(); // the end of the document
    if (next().getEventId() != Event.ID.StreamEnd) {
      throw new WrongPlanException(line, "a file holds one plan; remove the second document");
    }
    if (root instanceof Mapping mapping) {
      return mapping;
    }
    throw new WrongPlanException(root.line(), "a plan is made of keys with values");
  }

  private PlanNode node(Event event, int depth) throws WrongPlanException {
    if (event instanceof AliasEvent
        || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
      throw new WrongPlanException(line, "anchors and aliases are not allowed; write it out");
    }
    if (depth > DEEPEST) {
      throw new WrongPlanException(line, "nested deeper than plans are");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag());
      return new Scalar(line, scalar.getValue(), scalar.isPlain());
    }
    refuseTag(((CollectionStartEvent) event).getTag());
    return event.getEventId() == Event.ID.SequenceStart ? sequence(depth) : mapping(depth);
  }

  private Sequence sequence(int depth) throws WrongPlanException {
    int start = line;
    List<PlanNode> items = new ArrayList<>();
    Event event = next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(event, depth + 1));
      event = next();
    }
    return new Sequence(start, items);
  }

  private Mapping mapping(int depth) throws WrongPlanException {
    int start = line;
    Map<String, Entry> entries = new LinkedHashMap<>();
    Event event = next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      int keyLine = line;
      if (!(node(event, depth + 1) instanceof Scalar key)) {
        throw new WrongPlanException(keyLine, "a key is a word");
      }
      Entry entry = new Entry(keyLine, node(next(), depth + 1));
      if (entries.put(key.value(), entry) != null) {
        throw new WrongPlanException(keyLine, "the key '" + shown(key.value()) + "' is here twice");
      }
      event = next();
    }
    return new Mapping(start, entries);
  }

  private void refuseTag(Optional<String> tag) throws WrongPlanException {
    if (tag.isPresent()) {
      throw new WrongPlanException(line, "tags are not allowed; remove '" + shown(tag.get()) + "'");
    }
  }

  private Event next() {
    Event event = events.next();
    line = event.getStartMark().map(YamlTree::line).orElse(line);
    return event;
  }

  private static int line(Mark mark) {
    return mark.getLine() + 1;
  }

  /** What the file has, in a form that may go into a log. */
  static String shown(String text) {
    String line = text.length() > 64 ? text.substring(0, 64) + "…" : text;
    return line.codePoints()
        .map(point -> Character.isISOControl(point) ? '?' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
