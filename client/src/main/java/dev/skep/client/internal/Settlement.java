package dev.skep.client.internal;

import dev.skep.api.Bytes;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.client.internal.ServerReply.Message;
import dev.skep.client.internal.journal.Journal;
import dev.skep.client.internal.journal.JournalEntry;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.RecordsMessage;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a session (spec rules P-2, P-3): gives the SE the commit and the server the SE's
 * answer, at first or, after a crash, again. From before the SE is given the commit until the
 * server has confirmed it the session is in the journal. Thread-safe.
 */
final class Settlement {
  /** What to say where the SE refuses records. */
  static final String CLOSED =
      "the SE refused a record of the server and closed the session; it was altered on its way, or"
          + " the server is at fault";

  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

  private final Ceremony.Ends ends;
  private final Journal journal;
  private final Backoff backoff;
  private final Pause pause;

  /** What became of a session. */
  sealed interface Settled {}

  /** The SE has committed, or may have. */
  record Ended(CeremonyOutcome outcome) implements Settled {}

  /** The SE has not committed, and what the session made is gone. */
  record NotCommitted(Failed failure) implements Settled {}

  /** The SE does not say whether it has; the session stays in the journal. */
  record Unknown(Failed failure) implements Settled {}

  Settlement(Ceremony.Ends ends, Journal journal, Backoff backoff, Pause pause) {
    this.ends = ends;
    this.journal = journal;
    this.backoff = backoff;
    this.pause = pause;
  }

  /** Ends a session for the first time. */
  Settled begin(JournalEntry entry, Progress progress) throws InterruptedException {
    try {
      journal.write(entry);
    } catch (IOException e) {
      return new NotCommitted(
          new Failed(
              "journal",
              "the session cannot be noted in the journal ("
                  + Printable.of(e)
                  + "), so the SE was not given the commit; make the folder writable that"
                  + " journal.directory of "
                  + HttpSessionClient.PID
                  + " names",
              false));
    }
    return again(entry, progress);
  }

  /** Ends a session, in which nothing has to be the first time. */
  Settled again(JournalEntry entry, Progress progress) throws InterruptedException {
    try {
      return ask(entry, progress);
    } finally {
      journal.leave(entry.sessionId()); // whichever way it ended, nobody has it in hand now
    }
  }

  private Settled ask(JournalEntry entry, Progress progress) throws InterruptedException {
    try {
      ProcessResult result = ends.element().process(entry.handle(), entry.records());
      if (result instanceof ProcessResult.Answered answered) {
        return new Ended(deliver(entry, new RecordsMessage(answered.records()), progress));
      }
      forget(entry);
      return new NotCommitted(new Failed("protocol", CLOSED, false));
    } catch (SecurityElementException e) {
      String message =
          "the SE " + Printable.of(entry.key().element()) + " failed: " + Printable.of(e);
      if (e.kind() == Kind.NO_SUCH_SESSION) {
        forget(entry);
        return new NotCommitted(new Failed("security-element", message, false));
      }
      message += laterOrNever(entry, ". It may have committed. ");
      return new Unknown(new Failed("security-element", message, e.retryable()));
    }
  }

  private CeremonyOutcome deliver(JournalEntry entry, RecordsMessage sent, Progress progress)
      throws InterruptedException {
    Bytes message = sent.encode();
    URI resource = ends.server().address().records(entry.sessionId());
    for (int delivery = 1; ; delivery++) {
      ServerReply reply = ends.server().post(resource, message);
      if (reply instanceof Message answer) {
        return confirmed(entry, sent, answer.body(), progress);
      }
      ReplyProblem problem = ReplyProblem.of(reply).orElseThrow();
      boolean passing =
          problem.failure().retryable() && !isFinal(problem) && !problem.asksForALongWait();
      if (!passing || delivery >= ClientLimits.MAXIMUM_DELIVERIES) {
        return unconfirmed(entry, problem);
      }
      LOG.info("telling {} again of the commit: {}", resource, problem.failure().code());
      pause.pause(backoff.after(delivery, problem.retryAfter()));
    }
  }

  private CeremonyOutcome confirmed(
      JournalEntry entry, RecordsMessage sent, Bytes body, Progress progress) {
    try {
      RecordsMessage answer = RecordsMessage.decode(body, CborLimits.DEFAULT);
      progress.exchanged(entry.records(), sent, answer);
      if (answer.records().isEmpty()) {
        forget(entry);
        return new Completed(entry.sessionId(), entry.suite(), entry.attempts());
      }
      return refused(entry, new Failed("protocol", "the server goes on after the commit", false));
    } catch (MalformedMessageException e) {
      return kept(
          entry,
          new Failed("protocol", "the server sent a malformed message: " + Printable.of(e), false));
    }
  }

  private CeremonyOutcome unconfirmed(JournalEntry entry, ReplyProblem problem) {
    return isFinal(problem) ? refused(entry, problem.failure()) : kept(entry, problem.failure());
  }

  /** A server that says no will not say yes to the same message later. */
  private static boolean isFinal(ReplyProblem problem) {
    return problem
        .refusal()
        .filter(code -> !code.retryable() || code == RefusalCode.OFFER_EXPIRED)
        .isPresent();
  }

  private Failed kept(JournalEntry entry, Failed failure) {
    boolean resumable = journal.leave(entry.sessionId()).isPresent();
    return new Failed(
        failure.code(),
        failure.message()
            + laterOrNever(
                entry, ". The SE had already committed, but the server did not confirm. "),
        resumable && failure.retryable());
  }

  /** A second ceremony would make the objects a second time: a person has to decide that. */
  private String laterOrNever(JournalEntry entry, String what) {
    Optional<String> file = journal.leave(entry.sessionId());
    return what
        + (file.isPresent()
            ? "The next run of this SE with this server ends the session "
                + entry.sessionId().toHex()
                + ", which is noted in "
                + file.get()
            : "Ask the issuer whether it has the session "
                + entry.sessionId().toHex()
                + " before you run another");
  }

  private Failed refused(JournalEntry entry, Failed failure) {
    return new Failed(
        failure.code(),
        failure.message()
            + ". The SE had already committed, so the new objects are in it, but the server does"
            + " not confirm the session "
            + entry.sessionId().toHex()
            + ", whose time may be over. Ask the issuer whether it has that session: if so, all is"
            + " well; if not, let it make a new enrolment"
            + setAside(entry).map(file -> ". Then delete " + file).orElse(""),
        false);
  }

  private Optional<String> setAside(JournalEntry entry) {
    try {
      return journal.setAside(entry);
    } catch (IOException e) {
      LOG.warn("{} cannot be set aside: {}", entry, Printable.of(e));
      return Optional.empty();
    }
  }

  private void forget(JournalEntry entry) {
    try {
      journal.delete(entry);
    } catch (IOException e) {
      // The next run asks the SE and the server once more, who say the same again.
      LOG.warn("{} cannot be deleted: {}", entry, Printable.of(e));
    }
  }
}
