package dev.skep.api.se;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Places where security elements come and go, such as the card readers of a machine. The elements
 * are services of their own; this says what people ask about the others: is the reader seen, is
 * there a card in it, and why is it of no use. Thread-safe.
 */
@ConsumerType
public interface SecurityElementSlots {
  /** What is in a slot. */
  enum State {
    /** Nothing. */
    EMPTY,
    /** Something that is just being looked at. */
    READING,
    /** A security element without an attestation key or its certificate chain. */
    BLANK,
    /** A security element that can be used. */
    PERSONALIZED,
    /** Something that is no security element, or does not work; the text says why. */
    UNUSABLE
  }

  /**
   * One slot, as it was at the time of the question.
   *
   * @param name for a person, unique among the slots of one service
   * @param state what is in it
   * @param text for a person: what it is, or what is wrong and what to do; possibly empty
   * @param securityElementId as {@link SecurityElement#ID_PROPERTY}, where it has one
   */
  record Slot(String name, State state, String text, Optional<String> securityElementId) {}

  /** All slots, sorted by name; answers from memory, at once. */
  List<Slot> slots();
}
