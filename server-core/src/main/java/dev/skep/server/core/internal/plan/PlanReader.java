package dev.skep.server.core.internal.plan;

import dev.skep.api.provisioning.Labels;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import dev.skep.server.core.internal.plan.PlanIds.Kind;
import dev.skep.server.core.internal.plan.PlanNode.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a plan out of its text, or says what is wrong with it. */
final class PlanReader {
  private static final Duration LONGEST_CODE = Duration.ofDays(365);

  private final Section plan;
  private final PlanIds ids = new PlanIds();
  private final PinReader pins = new PinReader(ids);
  private final KeyReader keys = new KeyReader(ids);

  private PlanReader(Section plan) {
    this.plan = plan;
  }

  /**
   * Reads a plan.
   *
   * @param name of the file, without its ending
   * @throws WrongPlanException if it cannot be used
   */
  static Plan read(String name, String text) throws WrongPlanException {
    Section plan =
        Section.of(
            YamlTree.read(text),
            "a plan",
            "description",
            "code-validity",
            "existing",
            "puks",
            "pins",
            "keys",
            "secrets",
            "renew",
            "unblock",
            "delete");
    return new PlanReader(plan).read(name);
  }

  /** Reads one item of a list. */
  @FunctionalInterface
  private interface ItemReader<T> {
    T read(PlanNode node) throws WrongPlanException;
  }

  private Plan read(String name) throws WrongPlanException {
    String description = plan.text("description");
    if (!Labels.isValid(description)) {
      throw plan.wrong("description", "a description is one line of up to 128 bytes");
    }
    Optional<Duration> validity =
        plan.has("code-validity")
            ? Optional.of(plan.span("code-validity", LONGEST_CODE))
            : Optional.empty();
    for (Scalar id : plan.texts("existing")) {
      ids.define(id, Kind.EXISTING);
    }
    Plan read =
        new Plan(
            name,
            description,
            validity,
            all("puks", pins::puk),
            all("pins", pins::pin),
            all("keys", keys::key),
            all("secrets", keys::secret),
            all("renew", keys::renewal),
            all("unblock", pins::unblock),
            deletions());
    check(read);
    return read;
  }

  private <T> List<T> all(String key, ItemReader<T> reader) throws WrongPlanException {
    List<T> read = new ArrayList<>();
    for (PlanNode item : plan.items(key)) {
      read.add(reader.read(item));
    }
    return read;
  }

  private List<String> deletions() throws WrongPlanException {
    List<String> deletions = new ArrayList<>();
    for (Scalar id : plan.texts("delete")) {
      deletions.add(ids.define(id, Kind.EARLIER));
    }
    return deletions;
  }

  private void check(Plan read) throws WrongPlanException {
    if (read.keys().size() > ProvisioningRequest.MAX_KEYS) {
      throw plan.wrong("keys", "a plan has up to " + ProvisioningRequest.MAX_KEYS + " keys");
    }
    boolean doesNothing =
        List.of(
                read.puks(),
                read.pins(),
                read.keys(),
                read.secrets(),
                read.renewals(),
                read.unblocks(),
                read.deletions())
            .stream()
            .allMatch(List::isEmpty);
    if (doesNothing) {
      throw new WrongPlanException(plan.line(), "the plan does nothing");
    }
  }
}
