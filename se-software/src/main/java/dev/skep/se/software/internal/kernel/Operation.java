package dev.skep.se.software.internal.kernel;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;

/** What the SE does for one kind of record from the server. Thread-safe. */
@FunctionalInterface
interface Operation {
  /**
   * Does it.
   *
   * @param attributes as received, authenticated
   * @param plaintext read, not kept
   */
  Effect apply(Bytes attributes, SecretBytes plaintext);

  /** What came of it. */
  sealed interface Effect {
    /**
     * It is done and answered.
     *
     * @param op of the answering record
     * @param attributes of the answering record
     * @param plaintext of the answering record; closed by whoever seals it
     * @param ends whether the session is done with it, so that nothing may follow
     */
    record Answered(String op, Bytes attributes, SecretBytes plaintext, boolean ends)
        implements Effect {}

    /**
     * It cannot be done; the session is to be closed.
     *
     * @param reason for the log, without content
     */
    record Refused(String reason) implements Effect {}
  }
}
