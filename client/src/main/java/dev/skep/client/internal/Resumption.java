package dev.skep.client.internal;

import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.client.internal.journal.Journal;
import dev.skep.client.internal.journal.JournalEntry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes before a ceremony: sessions of the same SE and server that were broken off about the
 * commit.
 *
 * @param journal that knows them
 * @param settlement ends them
 */
record Resumption(Journal journal, Settlement settlement) {
  private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

  /** Ends one of them; empty where there is none whose SE has committed. */
  Optional<CeremonyOutcome> run(Ceremony.Ends ends, String element, CeremonyListener listener)
      throws InterruptedException {
    Queue<JournalEntry> entries = new ArrayDeque<>();
    try {
      entries.addAll(
          journal.take(new JournalEntry.Key(ends.server().address().base().toString(), element)));
      return settle(entries, listener);
    } catch (IOException e) {
      return Optional.of(
          new Failed(
              "journal",
              "the journal cannot be read ("
                  + Printable.of(e)
                  + "); make the folder readable that journal.directory of "
                  + HttpSessionClient.PID
                  + " names",
              false));
    } finally {
      entries.forEach(entry -> journal.leave(entry.sessionId()));
    }
  }

  private Optional<CeremonyOutcome> settle(Queue<JournalEntry> entries, CeremonyListener listener)
      throws InterruptedException {
    for (JournalEntry entry = entries.peek(); entry != null; entry = entries.peek()) {
      Progress progress = new Progress(listener);
      progress.resumed(entry.sessionId());
      Settlement.Settled settled = settlement.again(entry, progress);
      entries.remove();
      if (settled instanceof Settlement.Ended ended) {
        return Optional.of(ended.outcome());
      }
      if (settled instanceof Settlement.Unknown unknown) {
        return Optional.of(unknown.failure());
      }
      LOG.info("{} was not committed; a new session follows", entry);
    }
    return Optional.empty();
  }
}
