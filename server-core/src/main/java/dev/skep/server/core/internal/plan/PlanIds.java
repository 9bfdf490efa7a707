package dev.skep.server.core.internal.plan;

import dev.skep.api.provisioning.ObjectIds;
import dev.skep.server.core.internal.plan.PlanNode.Scalar;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ids of a plan: each names one thing, and what is referred to is there. */
final class PlanIds {
  /** What an id stands for. */
  enum Kind {
    PUK,
    PIN,
    KEY,
    SECRET,
    /** Made by an earlier session, and only referred to here. */
    EXISTING,
    /** Made by an earlier session, and changed here. */
    EARLIER
  }

  private static final int MOST = 64;

  private record Definition(Kind kind, int line) {}

  private final Map<String, Definition> known = new TreeMap<>();

  /** The id of a section, now taken. */
  String define(Section section, String key, Kind kind) throws WrongPlanException {
    return define(section.text(key), section.line(key), kind);
  }

  /** An id of a list, now taken. */
  String define(Scalar item, Kind kind) throws WrongPlanException {
    return define(item.value(), item.line(), kind);
  }

  private String define(String id, int line, Kind kind) throws WrongPlanException {
    if (!ObjectIds.isValid(id)) {
      throw new WrongPlanException(
          line,
          "'"
              + YamlTree.shown(id)
              + "' is no id; it has 1 to 32 small letters, digits, dots, dashes or underscores");
    }
    Definition before = known.putIfAbsent(id, new Definition(kind, line));
    if (before != null) {
      throw new WrongPlanException(
          line, "the id '" + id + "' is taken already in line " + before.line());
    }
    if (known.size() > MOST) {
      throw new WrongPlanException(line, "a plan has up to " + MOST + " objects");
    }
    return id;
  }

  /** What a section refers to, if it does. */
  Optional<String> reference(Section section, String key, Kind kind) throws WrongPlanException {
    Optional<String> id = section.optionalText(key);
    if (id.isPresent()) {
      Definition target = known.get(id.get());
      if (target == null || (target.kind() != kind && target.kind() != Kind.EXISTING)) {
        throw section.wrong(
            key,
            "there is no "
                + kind
                + " '"
                + YamlTree.shown(id.get())
                + "' in this plan; define it, or list it under 'existing' if the SE has it");
      }
    }
    return id;
  }
}
