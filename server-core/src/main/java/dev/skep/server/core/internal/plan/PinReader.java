package dev.skep.server.core.internal.plan;

import dev.skep.api.provisioning.PinFormat;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.server.core.internal.plan.Plan.Preset;
import dev.skep.server.core.internal.plan.PlanIds.Kind;
import java.util.Optional;

/** Reads PINs and PUKs of a plan, and refuses those that are too easily guessed. */
final class PinReader {
  private static final int DEFAULT_PIN_TRIES = 3;
  private static final int DEFAULT_PUK_TRIES = 10;

  /** Against one in so many guesses a PIN holds, all tries together. */
  private static final int PIN_ODDS = 1000;

  /** A PUK undoes a PIN's counter, so it holds against more. */
  private static final int PUK_ODDS = 1_000_000;

  private final PlanIds ids;

  PinReader(PlanIds ids) {
    this.ids = ids;
  }

  Plan.Puk puk(PlanNode node) throws WrongPlanException {
    Section puk =
        Section.of(
            node,
            "a PUK",
            "id",
            "format",
            "length",
            "minimum",
            "maximum",
            "tries",
            "preset-length");
    String id = ids.define(puk, "id", Kind.PUK);
    PinPolicy policy = policy(puk, DEFAULT_PUK_TRIES, PUK_ODDS);
    return new Plan.Puk(new PukTerms(id, policy), preset(puk, policy));
  }

  Plan.Pin pin(PlanNode node) throws WrongPlanException {
    Section pin =
        Section.of(
            node,
            "a PIN",
            "id",
            "format",
            "length",
            "minimum",
            "maximum",
            "tries",
            "puk",
            "value",
            "preset-length");
    String id = ids.define(pin, "id", Kind.PIN);
    PinPolicy policy = policy(pin, DEFAULT_PIN_TRIES, PIN_ODDS);
    PinTerms terms = new PinTerms(id, policy, ids.reference(pin, "puk", Kind.PUK));
    if (pin.choice("value", "preset", "holder").equals("preset")) {
      return new Plan.Pin(terms, Optional.of(preset(pin, policy)));
    }
    if (pin.has("preset-length")) {
      throw pin.wrong("preset-length", "a PIN that its holder chooses has no preset value");
    }
    return new Plan.Pin(terms, Optional.empty());
  }

  Plan.Unblock unblock(PlanNode node) throws WrongPlanException {
    Section unblock = Section.of(node, "an unblocking", "pin", "value", "format", "length");
    String id = ids.define(unblock, "pin", Kind.EARLIER);
    boolean preset = unblock.choice("value", "keep", "preset").equals("preset");
    if (preset) {
      int length = unblock.number("length", PinPolicy.SHORTEST, PinPolicy.LONGEST);
      return new Plan.Unblock(id, Optional.of(new Preset(format(unblock), length)));
    }
    for (String key : new String[] {"format", "length"}) {
      if (unblock.has(key)) {
        throw unblock.wrong(key, "a PIN that keeps its value gets no new one");
      }
    }
    return new Plan.Unblock(id, Optional.empty());
  }

  private static PinPolicy policy(Section section, int tries, int odds) throws WrongPlanException {
    PinFormat format = format(section);
    String shortest = section.has("length") ? "length" : "minimum";
    if (section.has("length") && (section.has("minimum") || section.has("maximum"))) {
      throw section.wrong("length", "there is either 'length', or 'minimum' and 'maximum'");
    }
    int minimum = section.number(shortest, PinPolicy.SHORTEST, PinPolicy.LONGEST);
    int maximum =
        section.has("length") ? minimum : section.number("maximum", minimum, PinPolicy.LONGEST);
    int allowed = section.number("tries", 1, PinPolicy.MOST_TRIES, tries);
    if ((double) allowed * odds > Math.pow(alphabet(format), minimum)) {
      throw section.wrong(
          shortest,
          "too weak: "
              + allowed
              + " tries find one of "
              + minimum
              + " characters with a chance above 1 in "
              + odds
              + "; make it longer or allow fewer tries");
    }
    return new PinPolicy(format, minimum, maximum, allowed);
  }

  private static Preset preset(Section section, PinPolicy policy) throws WrongPlanException {
    int minimum = policy.minimumLength();
    int length = section.number("preset-length", 1, PinPolicy.LONGEST, minimum);
    if (length < minimum || length > policy.maximumLength()) {
      throw section.wrong(
          "preset-length",
          "a preset value of "
              + length
              + " characters breaks the policy, which wants "
              + minimum
              + " to "
              + policy.maximumLength());
    }
    return new Preset(policy.format(), length);
  }

  private static PinFormat format(Section section) throws WrongPlanException {
    if (!section.has("format")) {
      return PinFormat.NUMERIC;
    }
    String text = section.choice("format", "numeric", "alphanumeric", "printable");
    for (PinFormat format : PinFormat.values()) {
      if (format.text().equals(text)) {
        return format;
      }
    }
    throw new IllegalStateException("no format " + text);
  }

  private static int alphabet(PinFormat format) {
    int size = 0;
    for (int character = 0; character < 0x80; character++) {
      size += format.allows((byte) character) ? 1 : 0;
    }
    return size;
  }
}
