package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.se.kernel.internal.operation.SessionBinding;

/**
 * What goes on from one call to the next: K is gone, only what it gave is here. Closing it erases
 * the keys.
 *
 * @param suite the choices made
 * @param sessionId of the offer
 * @param binding what its records have to fit
 * @param keys that K gave
 * @param position how far the records are
 */
record SessionState(
    Suite suite, Bytes sessionId, SessionBinding binding, SessionKeys keys, Position position)
    implements AutoCloseable {
  /** The same session, further on; shares the keys. */
  SessionState at(Position next) {
    return new SessionState(suite, sessionId, binding, keys, next);
  }

  @Override
  public void close() {
    keys.close();
  }
}
