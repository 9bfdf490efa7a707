package dev.skep.se.kernel.internal.state;

import dev.skep.api.Bytes;
import dev.skep.protocol.LengthPrefixed;
import dev.skep.protocol.Transcript;
import java.util.List;

/**
 * What ended a session, and the answer to it, for when that is lost on its way (spec rule P-2).
 *
 * @param request {@link #requestOf} the call that ended it
 * @param answers the SE's records, sealed
 */
public record KeptAnswer(Bytes request, List<Bytes> answers) {
  /** How many are kept. */
  public static final int MOST = 16;

  /** Copies the list. */
  public KeptAnswer {
    answers = List.copyOf(answers);
  }

  /** SHA-256 over a handle and records, so that only the same call from the same handle fits. */
  public static Bytes requestOf(Bytes handle, List<Bytes> records) {
    LengthPrefixed call = new LengthPrefixed().add(handle);
    records.forEach(call::add);
    return Transcript.digest("SHA-256", call.join());
  }
}
