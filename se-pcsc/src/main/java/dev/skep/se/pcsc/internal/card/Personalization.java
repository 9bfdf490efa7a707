package dev.skep.se.pcsc.internal.card;

import dev.skep.api.Bytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.protocol.provisioning.CertificateChain;
import dev.skep.se.pcsc.internal.apdu.Answer;
import dev.skep.se.pcsc.internal.apdu.CardInfo;
import dev.skep.se.pcsc.internal.apdu.CardInfo.State;
import dev.skep.se.pcsc.internal.apdu.CommandData;
import dev.skep.se.pcsc.internal.apdu.Instruction;
import dev.skep.se.pcsc.internal.apdu.MalformedAnswerException;
import dev.skep.se.pcsc.internal.apdu.StatusWords;
import dev.skep.se.pcsc.internal.reader.CardSession;
import dev.skep.se.pcsc.internal.transport.TransportException;
import java.util.List;
import java.util.Optional;

/**
 * The way of a card from blank to personalised. Each step can be done again until the last, and
 * whether that one was done is seen at the card.
 */
final class Personalization {
  private static final int MAXIMUM_BYTES = 4000;

  private final CardAccess access;
  private final DeviceChain chain;

  Personalization(CardAccess access, DeviceChain chain) {
    this.access = access;
    this.chain = chain;
  }

  Bytes createKey(String scheme) throws SecurityElementException {
    Bytes key = access.repeat(card -> createKey(card, scheme));
    access.markChanged();
    return key;
  }

  private Bytes createKey(CardSession card, String scheme)
      throws TransportException, SecurityElementException {
    requireOpen(card.info());
    if (!card.info().attestations().contains(scheme)) {
      throw access.refused(
          "this card attests with one of " + card.info().attestations() + ", not " + scheme);
    }
    try (CommandData none = new CommandData()) {
      Answer answer =
          card.call(Instruction.CREATE_ATTESTATION_KEY, CardInfo.attestationCode(scheme), none);
      if (!answer.isDone()) {
        throw access.refused(answer);
      }
      return answer.data();
    }
  }

  void installChain(List<Bytes> certificates) throws SecurityElementException {
    Optional<String> problem = CertificateChain.problem(certificates);
    if (problem.isPresent()) {
      throw access.refused(problem.get());
    }
    if (certificates.stream().mapToInt(Bytes::length).sum() > MAXIMUM_BYTES) {
      throw access.refused("the chain is longer than the card's " + MAXIMUM_BYTES + " bytes");
    }
    access.repeat(new Installation(certificates)::run);
    access.markChanged();
  }

  /** Puts and locks; the second time it may find that the first one did. */
  private final class Installation {
    private final List<Bytes> certificates;
    private boolean locking;

    Installation(List<Bytes> certificates) {
      this.certificates = certificates;
    }

    boolean run(CardSession card)
        throws TransportException, MalformedAnswerException, SecurityElementException {
      if (locking
          && card.info().state() == State.PERSONALIZED
          && chain.of(card).equals(certificates)) {
        return true;
      }
      requireOpen(card.info());
      if (card.info().state() == State.BLANK) {
        throw access.refused("there is no attestation key yet: create it first");
      }
      for (int i = 0; i < certificates.size(); i++) {
        try (CommandData data = new CommandData()) {
          requireDone(card.call(Instruction.PUT_CERTIFICATE, i, data.add(certificates.get(i))));
        }
      }
      locking = true;
      try (CommandData none = new CommandData()) {
        Answer answer = card.call(Instruction.LOCK, 0, none);
        if (answer.status() == StatusWords.WRONG_DATA) {
          throw access.refused("certificate 1 is for another key: the leaf comes first");
        }
        requireDone(answer);
      }
      return true;
    }
  }

  private void requireDone(Answer answer) throws SecurityElementException {
    if (!answer.isDone()) {
      throw access.refused(answer);
    }
  }

  private void requireOpen(CardInfo card) throws SecurityElementException {
    if (card.personalized()) {
      throw access.refused("this security element is personalised and locked for good");
    }
  }
}
