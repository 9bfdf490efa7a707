package dev.skep.se.pcsc.internal.card;

import dev.skep.api.Bytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.se.pcsc.internal.apdu.Answer;
import dev.skep.se.pcsc.internal.apdu.CommandData;
import dev.skep.se.pcsc.internal.apdu.Instruction;
import dev.skep.se.pcsc.internal.apdu.MalformedAnswerException;
import dev.skep.se.pcsc.internal.reader.CardSession;
import dev.skep.se.pcsc.internal.transport.TransportException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The certificate chain of a personalised card: asked for once, since it never changes. */
final class DeviceChain {
  private final CardAccess access;
  private volatile @Nullable List<Bytes> known;

  DeviceChain(CardAccess access) {
    this.access = access;
  }

  /** The chain, leaf first. */
  List<Bytes> of(CardSession card)
      throws TransportException, MalformedAnswerException, SecurityElementException {
    List<Bytes> chain = known;
    if (chain == null) {
      try (CommandData none = new CommandData()) {
        Answer answer = card.call(Instruction.GET_CHAIN, 0, none);
        if (!answer.isDone()) {
          throw access.refused(answer);
        }
        chain = List.copyOf(answer.reader().allLp2());
      }
      if (chain.isEmpty()) {
        throw new MalformedAnswerException("a personalised card without a chain");
      }
      known = chain;
    }
    return chain;
  }
}
