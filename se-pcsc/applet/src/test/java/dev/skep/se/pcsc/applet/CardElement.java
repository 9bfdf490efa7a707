package dev.skep.se.pcsc.applet;

import dev.skep.api.Bytes;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.api.se.SessionHandle;
import java.util.ArrayList;
import java.util.List;

/** The sessions of a card, by bare commands: no retries, no resumption. */
record CardElement(Card card) implements SecurityElement {
  private static final int SESSION_BYTES = 48;

  @Override
  public SecurityElementInfo info() {
    throw new UnsupportedOperationException("tests know what the card has");
  }

  @Override
  public Established establish(EstablishRequest request) throws SecurityElementException {
    int transport = request.suite().transport().startsWith("RSA") ? 1 : 2;
    int kdf = request.suite().kdf().startsWith("HKDF") ? 1 : 2;
    Card.Answer answer =
        card.command(
            0x20,
            transport,
            kdf,
            request.sessionId(),
            request.offerHash(),
            Card.lp2(request.serverPublicKey()),
            Card.lp2(request.request()));
    if (answer.sw() != Card.OK) {
      throw new SecurityElementException(Kind.REFUSED, Integer.toHexString(answer.sw()));
    }
    List<Bytes> parts = answer.parts(SESSION_BYTES);
    return new Established(
        new SessionHandle(answer.data().slice(0, 16)),
        answer.data().slice(16, 32),
        parts.get(0),
        parts.get(1),
        card.command(0x16, 0, 0).is(Card.OK).parts(0),
        parts.subList(2, parts.size()));
  }

  @Override
  public ProcessResult process(SessionHandle handle, List<Bytes> records)
      throws SecurityElementException {
    List<Bytes> answers = new ArrayList<>();
    int first = 1;
    for (Bytes record : records) {
      Card.Answer answer = card.command(0x22, first, 0, handle.value(), record);
      first = 0;
      if (answer.sw() == 0x6988) {
        return new ProcessResult.Closed();
      }
      if (answer.sw() != Card.OK) {
        throw new SecurityElementException(Kind.NO_SUCH_SESSION, Integer.toHexString(answer.sw()));
      }
      answers.addAll(answer.parts(1));
    }
    return new ProcessResult.Answered(handle, answers);
  }

  @Override
  public void abort(SessionHandle handle) {
    card.command(0x26, 0, 0, handle.value()).is(Card.OK);
  }
}
