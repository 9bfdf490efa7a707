package dev.skep.client.internal;

import dev.skep.api.Bytes;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.client.CeremonyRequest.OutsideData;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.api.se.SessionHandle;
import dev.skep.client.internal.AttemptEnd.NewOffer;
import dev.skep.client.internal.ServerReply.Message;
import dev.skep.client.internal.journal.JournalEntry;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.OfferRequest;
import dev.skep.protocol.message.RecordsMessage;
import dev.skep.protocol.message.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt with one offer (spec section 5), a row of steps. Whichever way it ends, no open
 * session stays behind in the SE. For one use; not thread-safe.
 *
 * <p>Over 300 lines: the steps share the session that they open, and are read in one go.
 */
final class Ceremony {
  private static final Logger LOG = LoggerFactory.getLogger(Ceremony.class);

  private final Ends ends;
  private final Task task;
  private final SecurityElementInfo info;
  private final Progress progress;
  private @Nullable SessionHandle handle;
  private boolean offered;

  /**
   * Between whom the messages go.
   *
   * @param server where to
   * @param element guarded against faulty drivers
   */
  record Ends(ServerConnection server, SecurityElement element) {}

  /**
   * What all attempts of a run share.
   *
   * @param ask asks for an offer, with the holder's code where there is one
   * @param approval of each offer
   * @param data for the server, under the session's external key
   * @param offerHash for the SE
   * @param settlement ends a session
   * @param attempts how many offers it may take
   */
  record Task(
      OfferRequest ask,
      Approval approval,
      List<OutsideData> data,
      OfferHash offerHash,
      Settlement settlement,
      int attempts) {}

  Ceremony(Ends ends, Task task, SecurityElementInfo info, Progress progress) {
    this.ends = ends;
    this.task = task;
    this.info = info;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param attempt 1 for the first
   */
  AttemptEnd run(int attempt) throws InterruptedException {
    offered = attempt > 1;
    try {
      return steps(attempt);
    } catch (AttemptStoppedException e) {
      return e.end();
    } catch (SecurityElementException e) {
      return AttemptEnd.failed(
          "security-element",
          "the SE " + Printable.of(info.id()) + " failed: " + Printable.of(e),
          e.retryable());
    } catch (MalformedMessageException e) {
      return AttemptEnd.failed(
          "protocol",
          ends.server().address()
              + " sent a malformed message ("
              + Printable.of(e)
              + "); check that the"
              + " server speaks this version of the protocol",
          false);
    } finally {
      release();
    }
  }

  private AttemptEnd steps(int attempt)
      throws InterruptedException,
          AttemptStoppedException,
          SecurityElementException,
          MalformedMessageException {
    OfferEnvelope envelope = ask();
    Offer offer = Offer.decode(envelope.offer(), CborLimits.DEFAULT);
    offered = true;
    progress.offered(offer, attempt, envelope.encode().length());
    task.approval().check(offer);
    SuiteChoice.Chosen choice = choose(offer);
    Established made = establish(envelope, offer, choice);
    RecordsMessage records = respond(envelope.token(), choice, made);
    for (int round = 1; !records.records().isEmpty(); round++) {
      if (RecordOperations.askToCommit(records.records())) {
        return settle(offer.sessionId(), choice, attempt, records.records());
      }
      records = exchange(offer.sessionId(), round, records.records());
    }
    return new AttemptEnd.Final(new Completed(offer.sessionId(), choice.suite(), attempt));
  }

  private OfferEnvelope ask()
      throws InterruptedException, AttemptStoppedException, MalformedMessageException {
    Bytes message = task.ask().enrolmentCode().isEmpty() ? Bytes.EMPTY : task.ask().encode();
    return OfferEnvelope.decode(
        post(ends.server().address().offers(), message), CborLimits.DEFAULT);
  }

  private SuiteChoice.Chosen choose(Offer offer) throws AttemptStoppedException {
    SuiteChoice choice = SuiteChoice.of(offer, info);
    if (choice instanceof SuiteChoice.Chosen chosen) {
      progress.chosen(chosen);
      return chosen;
    }
    // One side may lack an algorithm for a moment only, as in an update of its bundle.
    String message = ((SuiteChoice.NothingInCommon) choice).message();
    throw stopped(
        new NewOffer(
            new Failed("no-common-suite", message, false),
            Optional.of(ClientLimits.WAIT_FOR_ALGORITHM)));
  }

  private Established establish(OfferEnvelope envelope, Offer offer, SuiteChoice.Chosen choice)
      throws SecurityElementException, AttemptStoppedException {
    EstablishRequest request =
        new EstablishRequest(
            offer.sessionId(),
            task.offerHash().of(envelope.offer(), choice.suite().kdf()),
            choice.suite(),
            choice.key().publicKey(),
            offer.request());
    Established made = establish(request);
    handle = made.handle();
    progress.established(request, made);
    return made;
  }

  /** What the SE has lost since it was asked, as in an update, calls for another choice. */
  private Established establish(EstablishRequest request)
      throws SecurityElementException, AttemptStoppedException {
    try {
      return ends.element().establish(request);
    } catch (SecurityElementException e) {
      if (SuiteChoice.has(ends.element().info(), request.suite())) {
        throw e;
      }
      LOG.info("{} has lost an algorithm of {}", Printable.of(info.id()), request.suite());
      RefusalCode code = RefusalCode.OFFER_WITHDRAWN;
      throw stopped(
          new NewOffer(new Failed(code.text(), RefusalText.of(code), true), Optional.empty()));
    }
  }

  private RecordsMessage respond(Bytes token, SuiteChoice.Chosen choice, Established made)
      throws InterruptedException,
          AttemptStoppedException,
          SecurityElementException,
          MalformedMessageException {
    List<Bytes> early = new ArrayList<>(made.records());
    early.addAll(outsideData());
    Bytes response =
        new Response(
                token,
                choice.suite(),
                made.seNonce(),
                made.encapsulatedKey(),
                made.attestation(),
                made.certificateChain(),
                early)
            .encode();
    Bytes body = post(ends.server().address().sessions(), response);
    RecordsMessage answer = RecordsMessage.decode(body, CborLimits.DEFAULT);
    progress.step(
        "response",
        "the server took it with %s and sends %s"
            .formatted(
                RecordOperations.describe(early), RecordOperations.describe(answer.records())),
        response.length(),
        body.length());
    return answer;
  }

  private List<Bytes> outsideData() throws SecurityElementException, AttemptStoppedException {
    List<Bytes> records = new ArrayList<>();
    for (OutsideData data : task.data()) {
      records.addAll(answered(ends.element().macData(current(), data.label(), data.content())));
    }
    return records;
  }

  private RecordsMessage exchange(Bytes sessionId, int round, List<Bytes> fromServer)
      throws InterruptedException,
          AttemptStoppedException,
          SecurityElementException,
          MalformedMessageException {
    if (round > ClientLimits.MAXIMUM_ROUNDS) {
      throw broken("the server did not come to an end after " + (round - 1) + " rounds");
    }
    List<Bytes> fromElement = answered(ends.element().process(current(), fromServer));
    RecordsMessage sent = new RecordsMessage(fromElement);
    Bytes body = post(ends.server().address().records(sessionId), sent.encode());
    RecordsMessage answer = RecordsMessage.decode(body, CborLimits.DEFAULT);
    progress.exchanged(fromServer, sent, answer);
    return answer;
  }

  private AttemptEnd settle(
      Bytes sessionId, SuiteChoice.Chosen choice, int attempt, List<Bytes> records)
      throws InterruptedException {
    JournalEntry entry =
        new JournalEntry(
            new JournalEntry.Key(ends.server().address().base().toString(), info.id()),
            sessionId,
            choice.suite(),
            attempt,
            current(),
            records);
    Settlement.Settled settled = task.settlement().begin(entry, progress);
    if (settled instanceof Settlement.Ended ended) {
      handle = null; // the SE has committed, and has no session any more
      return new AttemptEnd.Final(ended.outcome());
    }
    return new AttemptEnd.Final(
        settled instanceof Settlement.Unknown unknown
            ? unknown.failure()
            : ((Settlement.NotCommitted) settled).failure());
  }

  private List<Bytes> answered(ProcessResult result) throws AttemptStoppedException {
    if (result instanceof ProcessResult.Answered answered) {
      handle = answered.handle();
      return answered.records();
    }
    throw broken(Settlement.CLOSED);
  }

  private SessionHandle current() {
    SessionHandle current = handle;
    if (current == null) {
      throw new IllegalStateException("records before the session is established");
    }
    return current;
  }

  private Bytes post(URI resource, Bytes message)
      throws InterruptedException, AttemptStoppedException {
    ServerReply reply = ends.server().post(resource, message);
    if (reply instanceof Message answer) {
      return answer.body();
    }
    ReplyProblem problem = ReplyProblem.of(reply).orElseThrow();
    // Of a server that has never answered a person is told at once: the address may be wrong.
    boolean again = problem.failure().retryable() && (offered || problem.refusal().isPresent());
    throw stopped(
        again
            ? new NewOffer(problem.failure(), problem.retryAfter())
            : new AttemptEnd.Final(problem.failure()));
  }

  private static AttemptStoppedException broken(String message) {
    return stopped(AttemptEnd.failed("protocol", message, false));
  }

  private static AttemptStoppedException stopped(AttemptEnd end) {
    return new AttemptStoppedException(end);
  }

  private void release() {
    SessionHandle current = handle;
    if (current == null) {
      return;
    }
    try {
      ends.element().abort(current);
    } catch (SecurityElementException e) {
      // It forgets the session by itself: with its power, or when the session's time is over.
      LOG.info(
          "the SE {} could not be told to drop a session: {}",
          Printable.of(info.id()),
          Printable.of(e));
    }
  }
}
