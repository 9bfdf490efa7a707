package dev.skep.se.pcsc.internal.card;

import dev.skep.api.Bytes;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.SecurityElementException;
import dev.skep.protocol.provisioning.DomainPrefixes;
import dev.skep.protocol.provisioning.KeyAttestation;
import dev.skep.se.pcsc.internal.apdu.Answer;
import dev.skep.se.pcsc.internal.apdu.CommandData;
import dev.skep.se.pcsc.internal.apdu.Instruction;
import dev.skep.se.pcsc.internal.apdu.MalformedAnswerException;
import dev.skep.se.pcsc.internal.apdu.StatusWords;
import dev.skep.se.pcsc.internal.reader.CardSession;
import dev.skep.se.pcsc.internal.transport.TransportException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The committed objects of a card, asked for anew each time: another program may change them. */
final class CardObjects {
  private static final int MOST_PLACES = 256;

  private final CardAccess access;
  private final DeviceChain chain;

  CardObjects(CardAccess access, DeviceChain chain) {
    this.access = access;
    this.chain = chain;
  }

  /** All of them, as the card has them. */
  List<CardObject> list(CardSession card)
      throws TransportException, MalformedAnswerException, SecurityElementException {
    List<CardObject> objects = new ArrayList<>();
    int place = 0;
    while (place < MOST_PLACES) {
      try (CommandData none = new CommandData()) {
        Answer answer = card.call(Instruction.LIST, place, none);
        if (answer.status() == StatusWords.NOT_FOUND) {
          return objects;
        }
        if (!answer.isDone()) {
          throw access.refused(answer);
        }
        CardObject object = CardObject.read(answer);
        if (object.place().number() < place) {
          throw new MalformedAnswerException("its list goes round in a circle");
        }
        place = object.place().number() + 1;
        objects.add(object);
      }
    }
    return objects;
  }

  /** The one object of a kind that a name fits. */
  <T extends CardObject> T find(CardSession card, ObjectName name, Class<T> kind)
      throws TransportException, MalformedAnswerException, SecurityElementException {
    List<CardObject> fitting =
        list(card).stream()
            .filter(object -> DomainPrefixes.fits(name, object.place().domain(), object.id()))
            .toList();
    if (fitting.size() != 1 || !kind.isInstance(fitting.get(0))) {
      throw access.refused("there is no " + name + " of that kind here, or it fits several");
    }
    return kind.cast(fitting.get(0));
  }

  /** All of them for their holder, sorted by name. */
  List<ProvisionedObject> describe(CardSession card)
      throws TransportException, MalformedAnswerException, SecurityElementException {
    List<CardObject> objects = list(card);
    DomainPrefixes prefixes =
        new DomainPrefixes(objects.stream().map(object -> object.place().domain()).toList());
    List<ProvisionedObject> described = new ArrayList<>();
    for (CardObject object : objects) {
      described.add(describe(card, prefixes.name(object.place().domain(), object.id()), object));
    }
    described.sort(Comparator.comparing(object -> object.name().toString()));
    return List.copyOf(described);
  }

  private ProvisionedObject describe(CardSession card, ObjectName name, CardObject object)
      throws TransportException, MalformedAnswerException, SecurityElementException {
    if (object instanceof CardObject.Pin pin) {
      return new ProvisionedObject.Pin(name, pin.terms(), pin.triesLeft(), pin.isSet());
    }
    if (object instanceof CardObject.Puk puk) {
      return new ProvisionedObject.Puk(name, puk.terms(), puk.triesLeft());
    }
    if (object instanceof CardObject.Key key) {
      return new ProvisionedObject.Key(
          name,
          key.terms(),
          key.statement().publicKey(),
          certificates(card, key),
          attestation(card, key));
    }
    return new ProvisionedObject.Secret(name, ((CardObject.Secret) object).terms());
  }

  private List<Bytes> certificates(CardSession card, CardObject.Key key)
      throws TransportException, MalformedAnswerException, SecurityElementException {
    try (CommandData none = new CommandData()) {
      Answer answer = card.call(Instruction.GET_KEY_CHAIN, key.place().number(), none);
      if (!answer.isDone()) {
        throw access.refused(answer);
      }
      return answer.reader().allLp2();
    }
  }

  /** Put together again: SE_Cert never changes once a card is personalised. */
  private Bytes attestation(CardSession card, CardObject.Key key)
      throws TransportException, MalformedAnswerException, SecurityElementException {
    if (key.signature().isEmpty()) {
      return Bytes.EMPTY;
    }
    String scheme =
        card.info()
            .attestation()
            .orElseThrow(() -> new MalformedAnswerException("an attestation without a key"));
    return new KeyAttestation(key.encoded(), scheme, key.signature().get(), chain.of(card))
        .encode();
  }
}
