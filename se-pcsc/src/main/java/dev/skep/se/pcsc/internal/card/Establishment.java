package dev.skep.se.pcsc.internal.card;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.message.Offer;
import dev.skep.se.pcsc.internal.apdu.Answer;
import dev.skep.se.pcsc.internal.apdu.AnswerReader;
import dev.skep.se.pcsc.internal.apdu.CardInfo;
import dev.skep.se.pcsc.internal.apdu.CommandData;
import dev.skep.se.pcsc.internal.apdu.Instruction;
import dev.skep.se.pcsc.internal.apdu.MalformedAnswerException;
import dev.skep.se.pcsc.internal.reader.CardSession;
import dev.skep.se.pcsc.internal.transport.TransportException;
import java.util.List;

/** The atomic step (spec section 5), which the card does in one command. */
final class Establishment {
  private static final int HASH_BYTES = 32;

  private final CardAccess access;
  private final DeviceChain chain;
  private final RequestCheck check;

  Establishment(CardAccess access, DeviceChain chain, RequestCheck check) {
    this.access = access;
    this.chain = chain;
    this.check = check;
  }

  Established establish(EstablishRequest request, Sessions sessions)
      throws SecurityElementException {
    Suite suite = request.suite();
    if (CardInfo.transportCode(suite.transport()) == 0
        || CardInfo.kdfCode(suite.kdf()) == 0
        || !suite.cipher().equals(CardInfo.CIPHER)) {
      throw access.refused("it does not have all of " + suite);
    }
    if (request.offerHash().length() != HASH_BYTES) {
      throw access.refused(
          "H(offer) has " + request.offerHash().length() + " bytes, which is not SHA-256");
    }
    check.check(request);
    return access.run(
        card -> {
          requireFit(card.info(), suite);
          Established established = establish(card, request);
          sessions.began(established.handle());
          return established;
        });
  }

  private void requireFit(CardInfo card, Suite suite) throws SecurityElementException {
    if (!card.personalized()) {
      throw access.refused(
          card.id()
              + " is not personalised: create its attestation key and install its certificate"
              + " chain first");
    }
    String attestation = card.attestation().orElse("nothing");
    if (!suite.attestation().equals(attestation)) {
      throw access.refused(
          "this security element attests with " + attestation + ", not " + suite.attestation());
    }
    if (!card.transports().contains(suite.transport()) || !card.kdfs().contains(suite.kdf())) {
      throw access.refused("it does not have all of " + suite);
    }
  }

  private Established establish(CardSession card, EstablishRequest request)
      throws TransportException, MalformedAnswerException, SecurityElementException {
    List<Bytes> certificates = chain.of(card);
    try (CommandData data = new CommandData()) {
      data.add(request.sessionId())
          .add(request.offerHash())
          .lp2(request.serverPublicKey())
          .lp2(request.request());
      if (data.length() > card.info().maximumData()) {
        throw access.refused(
            "the offer's key and request have %d bytes and this card takes %d: ask the issuer for a"
                    .formatted(data.length(), card.info().maximumData())
                + " smaller plan");
      }
      Answer answer =
          card.call(
              Instruction.ESTABLISH,
              CardInfo.transportCode(request.suite().transport()),
              CardInfo.kdfCode(request.suite().kdf()),
              data);
      if (!answer.isDone()) {
        throw access.refused(answer);
      }
      AnswerReader in = answer.reader();
      return new Established(
          new SessionHandle(in.bytes(Sessions.HANDLE_BYTES)),
          in.bytes(Offer.NONCE_BYTES),
          in.lp2(),
          in.lp2(),
          certificates,
          in.allLp2());
    }
  }
}
