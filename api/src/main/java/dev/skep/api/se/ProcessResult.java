package dev.skep.api.se;

import dev.skep.api.Bytes;
import java.util.List;

/** What became of records that an SE was given. */
public sealed interface ProcessResult {
  /**
   * All records were good.
   *
   * @param handle the session's handle from now on; older ones are dead
   * @param records the SE's answers, CBOR, possibly none
   */
  record Answered(SessionHandle handle, List<Bytes> records) implements ProcessResult {
    /** Copies the list. */
    public Answered {
      records = List.copyOf(records);
    }
  }

  /** A record failed; the session is closed and what it made is gone. Deliberately says no more. */
  record Closed() implements ProcessResult {}
}
