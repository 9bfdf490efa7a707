package dev.skep.client.internal;

import dev.skep.api.Bytes;
import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.api.se.SessionHandle;
import dev.skep.client.internal.AttemptEnd.NewOffer;
import dev.skep.client.internal.ServerReply.Broken;
import dev.skep.client.internal.ServerReply.Message;
import dev.skep.client.internal.ServerReply.Refused;
import dev.skep.client.internal.ServerReply.Unreachable;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.RecordsMessage;
import dev.skep.protocol.message.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt with one offer (spec section 5), a row of steps. Whichever way it ends, no open
 * session stays behind in the SE. For one use; not thread-safe.
 */
final class Ceremony {
  private static final Logger LOG = LoggerFactory.getLogger(Ceremony.class);

  private final Ends ends;
  private final SecurityElementInfo info;
  private final OfferHash offerHash;
  private final Progress progress;
  private @Nullable SessionHandle handle;
  private boolean committed;

  /**
   * Between whom the messages go.
   *
   * @param server where to
   * @param element guarded against faulty drivers
   */
  record Ends(ServerConnection server, SecurityElement element) {}

  Ceremony(Ends ends, SecurityElementInfo info, OfferHash offerHash, CeremonyListener listener) {
    this.ends = ends;
    this.info = info;
    this.offerHash = offerHash;
    this.progress = new Progress(listener);
  }

  /**
   * Runs it.
   *
   * @param attempt 1 for the first
   */
  AttemptEnd run(int attempt) throws InterruptedException {
    boolean regular = false;
    try {
      AttemptEnd end = steps(attempt);
      regular = true;
      return end;
    } catch (AttemptStoppedException e) {
      return e.end();
    } catch (SecurityElementException e) {
      return AttemptEnd.failed(
          "security-element",
          "the SE " + Printable.of(info.id()) + " failed: " + Printable.of(e) + withCommit(),
          e.retryable() && !committed);
    } catch (MalformedMessageException e) {
      return AttemptEnd.failed(
          "protocol",
          ends.server().address()
              + " sent a malformed message ("
              + Printable.of(e)
              + "); check that the"
              + " server speaks this version of the protocol"
              + withCommit(),
          false);
    } finally {
      if (!regular || !committed) {
        release();
      }
    }
  }

  private AttemptEnd steps(int attempt)
      throws InterruptedException,
          AttemptStoppedException,
          SecurityElementException,
          MalformedMessageException {
    Bytes body = post(ends.server().address().offers(), Bytes.EMPTY);
    OfferEnvelope envelope = OfferEnvelope.decode(body, CborLimits.DEFAULT);
    Offer offer = Offer.decode(envelope.offer(), CborLimits.DEFAULT);
    progress.offered(offer, attempt, body.length());
    SuiteChoice.Chosen choice = choose(offer);
    Established made = establish(envelope, offer, choice);
    RecordsMessage records = respond(envelope.token(), choice, made);
    for (int round = 1; !records.records().isEmpty(); round++) {
      records = exchange(offer.sessionId(), round, records.records());
    }
    return new AttemptEnd.Final(new Completed(offer.sessionId(), choice.suite(), attempt));
  }

  private SuiteChoice.Chosen choose(Offer offer) throws AttemptStoppedException {
    SuiteChoice choice = SuiteChoice.of(offer, info);
    if (choice instanceof SuiteChoice.Chosen chosen) {
      progress.chosen(chosen);
      return chosen;
    }
    String message = ((SuiteChoice.NothingInCommon) choice).message();
    throw stopped(AttemptEnd.failed("no-common-suite", message, false));
  }

  private Established establish(OfferEnvelope envelope, Offer offer, SuiteChoice.Chosen choice)
      throws SecurityElementException, AttemptStoppedException {
    EstablishRequest request =
        new EstablishRequest(
            offer.sessionId(),
            offerHash.of(envelope.offer(), choice.suite().kdf()),
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
      throw stopped(new NewOffer(RefusalCode.OFFER_WITHDRAWN, Optional.empty()));
    }
  }

  private RecordsMessage respond(Bytes token, SuiteChoice.Chosen choice, Established made)
      throws InterruptedException, AttemptStoppedException, MalformedMessageException {
    Bytes response =
        new Response(
                token,
                choice.suite(),
                made.seNonce(),
                made.encapsulatedKey(),
                made.attestation(),
                made.certificateChain(),
                made.records())
            .encode();
    Bytes body = post(ends.server().address().sessions(), response);
    RecordsMessage answer = RecordsMessage.decode(body, CborLimits.DEFAULT);
    progress.step(
        "response",
        "the server took it and sends " + RecordOperations.describe(answer.records()),
        response.length(),
        body.length());
    return answer;
  }

  private RecordsMessage exchange(Bytes sessionId, int round, List<Bytes> fromServer)
      throws InterruptedException,
          AttemptStoppedException,
          SecurityElementException,
          MalformedMessageException {
    if (round > ClientLimits.MAXIMUM_ROUNDS) {
      throw broken("the server did not come to an end after " + (round - 1) + " rounds", false);
    }
    List<Bytes> fromElement = process(fromServer);
    committed |= RecordOperations.sayCommitted(fromElement);
    Bytes sent = new RecordsMessage(fromElement).encode();
    Bytes body = post(ends.server().address().records(sessionId), sent);
    RecordsMessage answer = RecordsMessage.decode(body, CborLimits.DEFAULT);
    progress.step(
        "records",
        "round %d: the SE answered %s with %s; the server sends %s"
            .formatted(
                round,
                RecordOperations.describe(fromServer),
                RecordOperations.describe(fromElement),
                RecordOperations.describe(answer.records())),
        sent.length(),
        body.length());
    return answer;
  }

  private List<Bytes> process(List<Bytes> records)
      throws SecurityElementException, AttemptStoppedException {
    SessionHandle current = handle;
    if (current == null) {
      throw new IllegalStateException("records before the session is established");
    }
    ProcessResult result = ends.element().process(current, records);
    if (result instanceof ProcessResult.Answered answered) {
      handle = answered.handle();
      return answered.records();
    }
    throw broken(
        "the SE refused a record of the server and closed the session; it was altered on its way,"
            + " or the server is at fault",
        false);
  }

  private Bytes post(URI resource, Bytes message)
      throws InterruptedException, AttemptStoppedException {
    ServerReply reply = ends.server().post(resource, message);
    if (reply instanceof Message answer) {
      return answer.body();
    }
    if (reply instanceof Refused refused) {
      throw stopped(
          refused.code().retryable() && !committed
              ? new NewOffer(refused.code(), refused.retryAfter())
              : AttemptEnd.failed(
                  refused.code().text(), RefusalText.of(refused.code()) + withCommit(), false));
    }
    if (reply instanceof Unreachable unreachable) {
      throw stopped(
          AttemptEnd.failed("unreachable", unreachable.message() + withCommit(), !committed));
    }
    Broken broken = (Broken) reply;
    throw broken(broken.message(), broken.retryable());
  }

  private AttemptStoppedException broken(String message, boolean retryable) {
    return stopped(AttemptEnd.failed("protocol", message + withCommit(), retryable && !committed));
  }

  private static AttemptStoppedException stopped(AttemptEnd end) {
    return new AttemptStoppedException(end);
  }

  /** A second ceremony would make the objects a second time: a person has to decide that. */
  private String withCommit() {
    return committed
        ? ". The SE had already committed, but the server did not confirm: ask the issuer whether"
            + " it has the session before you run another"
        : "";
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
