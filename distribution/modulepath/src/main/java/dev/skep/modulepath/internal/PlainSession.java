package dev.skep.modulepath.internal;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.issuer.IssuerServer;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.RecordsMessage;
import dev.skep.protocol.message.Response;
import java.io.PrintStream;
import java.util.List;

/**
 * One session from offer to completion (spec section 5), the messages carried by calls.
 *
 * @param server the issuer's
 * @param element personalised
 * @param out is told each step
 */
record PlainSession(IssuerServer server, SecurityElement element, PrintStream out) {
  private static final String PEER = "the same process";
  private static final int MAXIMUM_ROUNDS = 8;

  /** With the first choice of each list of the offer. */
  void run() throws StepException {
    try {
      OfferEnvelope envelope =
          OfferEnvelope.decode(accepted("offer", server.offer(Bytes.EMPTY, PEER)), limits());
      Offer offer = Offer.decode(envelope.offer(), limits());
      Suite suite =
          new Suite(
              offer.transports().get(0).transport(),
              offer.attestations().get(0),
              offer.kdfs().get(0),
              offer.ciphers().get(0));
      Established made = establish(envelope, offer, suite);
      Bytes answer =
          accepted("response", server.establish(response(envelope, suite, made).encode(), PEER));
      exchange(offer.sessionId(), made.handle(), RecordsMessage.decode(answer, limits()));
      out.println("completed: " + offer.sessionId().toHex());
    } catch (MalformedMessageException e) {
      throw new StepException("a message of the server is malformed: " + e.getMessage(), e);
    } catch (SecurityElementException e) {
      throw new StepException("the SE failed: " + e.getMessage(), e);
    }
  }

  private Established establish(OfferEnvelope envelope, Offer offer, Suite suite)
      throws SecurityElementException {
    Established made =
        element.establish(
            new EstablishRequest(
                offer.sessionId(),
                Transcript.digest("SHA-256", envelope.offer()),
                suite,
                offer.transports().get(0).publicKey(),
                offer.request()));
    out.println(
        "establish: "
            + String.join(
                ", ", suite.transport(), suite.attestation(), suite.kdf(), suite.cipher()));
    return made;
  }

  private static Response response(OfferEnvelope envelope, Suite suite, Established made) {
    return new Response(
        envelope.token(),
        suite,
        made.seNonce(),
        made.encapsulatedKey(),
        made.attestation(),
        made.certificateChain(),
        made.records());
  }

  private void exchange(Bytes sessionId, SessionHandle first, RecordsMessage fromServer)
      throws SecurityElementException, MalformedMessageException, StepException {
    SessionHandle handle = first;
    List<Bytes> records = fromServer.records();
    for (int round = 1; !records.isEmpty(); round++) {
      if (round > MAXIMUM_ROUNDS
          || !(element.process(handle, records) instanceof ProcessResult.Answered answered)) {
        throw new StepException("the records of round " + round + " come to no end");
      }
      handle = answered.handle();
      Bytes sent = new RecordsMessage(answered.records()).encode();
      Bytes answer = accepted("records", server.records(sessionId, sent, PEER));
      records = RecordsMessage.decode(answer, limits()).records();
    }
  }

  private Bytes accepted(String step, Answer answer) throws StepException {
    if (answer instanceof Answer.Accepted accepted) {
      out.println(step + ": " + accepted.body().length() + " bytes");
      return accepted.body();
    }
    throw new StepException(
        step + ": refused as " + ((Answer.Refused) answer).code().text() + "; the log says why");
  }

  private static CborLimits limits() {
    return CborLimits.DEFAULT;
  }
}
