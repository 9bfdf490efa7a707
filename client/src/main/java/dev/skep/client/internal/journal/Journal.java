package dev.skep.client.internal.journal;

import dev.skep.api.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where sessions are kept whose SE may have committed. Thread-safe. */
public interface Journal {
  /** Keeps nothing. */
  Journal NONE =
      new Journal() {
        @Override
        public List<JournalEntry> take(JournalEntry.Key key) {
          return List.of();
        }

        @Override
        public void write(JournalEntry entry) {}

        @Override
        public void delete(JournalEntry entry) {}

        @Override
        public Optional<String> setAside(JournalEntry entry) {
          return Optional.empty();
        }

        @Override
        public Optional<String> leave(Bytes sessionId) {
          return Optional.empty();
        }
      };

  /**
   * The entries between an SE and a server that nobody else has in hand; the caller then has, until
   * it has deleted, set aside or left each.
   *
   * @throws IOException if the journal cannot be read
   */
  List<JournalEntry> take(JournalEntry.Key key) throws IOException;

  /**
   * Keeps an entry, which the caller then has in hand. After a return it outlives a loss of power.
   *
   * @throws IOException if it may not have been kept
   */
  void write(JournalEntry entry) throws IOException;

  /**
   * Forgets a session that is settled.
   *
   * @throws IOException if it may come back; that does no harm
   */
  void delete(JournalEntry entry) throws IOException;

  /**
   * Keeps an entry for people only: {@link #take} does not give it any more.
   *
   * @return the file, for people; empty where nothing is kept
   * @throws IOException if it may come back
   */
  Optional<String> setAside(JournalEntry entry) throws IOException;

  /**
   * Leaves an entry to the next who asks.
   *
   * @return the file, for people; empty where nothing is kept
   */
  Optional<String> leave(Bytes sessionId);
}
