package dev.skep.se.kernel.internal.operation;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.protocol.cbor.MalformedMessageException;
import java.util.List;

/** What the SE does for one kind of record from the server. Thread-safe. */
@FunctionalInterface
public interface Operation {
  /**
   * Says what is to be done; does nothing that stays.
   *
   * @throws MalformedMessageException if the attributes are none of this operation; the session is
   *     to be closed
   * @throws SecurityElementException if it cannot be done now; the session is to stay as it was
   *     before
   */
  Effect apply(Order order) throws MalformedMessageException, SecurityElementException;

  /**
   * A record's content.
   *
   * @param binding of its session
   * @param changes the digests of what the session has changed so far, in order (spec rule P-4)
   * @param attributes as received, authenticated
   * @param plaintext read, not kept
   */
  record Order(
      SessionBinding binding, List<Bytes> changes, Bytes attributes, SecretBytes plaintext) {
    /** Copies the list. */
    public Order {
      changes = List.copyOf(changes);
    }
  }

  /** What came of it. */
  sealed interface Effect {
    /**
     * A provisional change, without an answer.
     *
     * @param change taken over by whoever gets this
     */
    record Changes(Change change) implements Effect {}

    /**
     * An answering record.
     *
     * @param op of the answering record
     * @param attributes of the answering record
     * @param plaintext of the answering record; closed by whoever seals it
     * @param ends whether all changes are to be committed and the session is done with it, so that
     *     nothing may follow
     */
    record Answered(String op, Bytes attributes, SecretBytes plaintext, boolean ends)
        implements Effect {}

    /**
     * It may not be done; the session is to be closed.
     *
     * @param reason for the log, without content
     */
    record Refused(String reason) implements Effect {}
  }
}
