package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.protocol.RecordChannel.Position;
import java.time.Instant;

/**
 * How far a session is. A claimed id without a state has no session yet; it becomes {@link Open}
 * once, with the answer to its response, and then either {@link Complete} or {@link Closed}, which
 * it stays. No other way leads from one to another.
 */
sealed interface SessionState extends AutoCloseable {
  /** When nothing of it counts any more. */
  Instant expiresAt();

  @Override
  default void close() {}

  /**
   * The records are sent, the SE's receipt is awaited. Closing it erases the keys.
   *
   * @param session the keys and whose they are
   * @param position how far its records are
   * @param outsideData how many {@code data.mac} it had
   * @param receipt what the SE is to confirm, encoded (spec rule P-2)
   */
  record Open(EstablishedSession session, Position position, int outsideData, Bytes receipt)
      implements SessionState {
    @Override
    public Instant expiresAt() {
      return session.expiresAt();
    }

    @Override
    public void close() {
      session.close();
    }
  }

  /**
   * The receipt was right (spec rule P-3); the keys are gone.
   *
   * @param message SHA-256 of the message that completed it
   * @param answer what it was answered
   */
  record Complete(Bytes message, Bytes answer, Instant expiresAt) implements SessionState {}

  /** Something failed (spec rules ); the keys are gone. */
  record Closed(Instant expiresAt) implements SessionState {}
}
