package dev.skep.api.client;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told what happens in a ceremony, to show it to a person. */
@ConsumerType
@FunctionalInterface
public interface CeremonyListener {
  /** Ignores all steps. */
  CeremonyListener NONE = step -> {};

  /** Takes one step that has just ended. */
  void step(CeremonyStep step);
}
