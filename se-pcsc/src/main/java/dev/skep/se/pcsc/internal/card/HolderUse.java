package dev.skep.se.pcsc.internal.card;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.UseResult;
import dev.skep.se.pcsc.internal.apdu.Answer;
import dev.skep.se.pcsc.internal.apdu.CommandData;
import dev.skep.se.pcsc.internal.apdu.Instruction;
import dev.skep.se.pcsc.internal.apdu.StatusWords;
import dev.skep.se.pcsc.internal.reader.CardSession;
import dev.skep.se.pcsc.internal.transport.TransportException;
import java.util.List;
import java.util.Optional;

/**
 * What a holder does with committed objects (spec section 13). A command with a PIN is never sent
 * twice: each time can cost a try.
 */
final class HolderUse {
  private static final String LOST =
      "it is not known whether the card did this, and a try may have been counted: look at the tries"
          + " that are left before the next one";

  private final CardAccess access;
  private final CardObjects objects;

  HolderUse(CardAccess access, CardObjects objects) {
    this.access = access;
    this.objects = objects;
  }

  List<ProvisionedObject> objects() throws SecurityElementException {
    return access.run(objects::describe);
  }

  UseResult sign(ObjectName name, Optional<SecretBytes> pin, Bytes message)
      throws SecurityElementException {
    return access.run(
        card -> {
          CardObject.Key key = objects.find(card, name, CardObject.Key.class);
          Optional<SecretBytes> taken = taken(key.terms().id(), key.terms().pinId(), pin);
          return use(card, Instruction.SIGN, key, taken, message);
        },
        pin.isPresent() ? LOST : "");
  }

  UseResult authenticate(ObjectName name, Optional<SecretBytes> pin, Bytes message)
      throws SecurityElementException {
    return access.run(
        card -> {
          CardObject.Secret secret = objects.find(card, name, CardObject.Secret.class);
          if (!secret.terms().type().equals(SecretTerms.HS256)) {
            throw access.refused(name + " is no key for " + SecretTerms.HS256);
          }
          Optional<SecretBytes> taken = taken(secret.terms().id(), secret.terms().pinId(), pin);
          return use(card, Instruction.AUTHENTICATE, secret, taken, message);
        },
        pin.isPresent() ? LOST : "");
  }

  /** The PIN that goes to the card: none where none is taken. */
  private Optional<SecretBytes> taken(
      String id, Optional<String> pinId, Optional<SecretBytes> given)
      throws SecurityElementException {
    if (pinId.isEmpty()) {
      return Optional.empty();
    }
    if (given.isEmpty()) {
      throw access.refused(id + " takes its PIN " + pinId.get());
    }
    return given;
  }

  private UseResult use(
      CardSession card,
      Instruction instruction,
      CardObject object,
      Optional<SecretBytes> pin,
      Bytes message)
      throws TransportException, SecurityElementException {
    try (CommandData first = named(object)) {
      addValue(first, pin);
      return result(LongMessage.send(card, instruction, first, message));
    }
  }

  UseResult changePin(ObjectName name, Optional<SecretBytes> current, SecretBytes next)
      throws SecurityElementException {
    return access.run(
        card -> {
          CardObject.Pin pin = objects.find(card, name, CardObject.Pin.class);
          if (!pin.terms().policy().allows(next)) {
            return new UseResult.Unfit();
          }
          if (current.isEmpty() && pin.isSet()) {
            throw access.refused(name + " has a value: it is changed by whoever gives that");
          }
          if (current.isPresent() && !pin.isSet()) {
            return new UseResult.NotSet();
          }
          return replace(card, Instruction.CHANGE_PIN, pin, current, next);
        },
        LOST);
  }

  UseResult unblock(ObjectName name, SecretBytes puk, SecretBytes next)
      throws SecurityElementException {
    return access.run(
        card -> {
          CardObject.Pin pin = objects.find(card, name, CardObject.Pin.class);
          if (pin.terms().pukId().isEmpty()) {
            throw access.refused(name + " has no PUK: only its issuer unblocks it");
          }
          if (!pin.terms().policy().allows(next)) {
            return new UseResult.Unfit();
          }
          return replace(card, Instruction.UNBLOCK, pin, Optional.of(puk), next);
        },
        LOST);
  }

  private UseResult replace(
      CardSession card,
      Instruction instruction,
      CardObject.Pin pin,
      Optional<SecretBytes> by,
      SecretBytes next)
      throws TransportException, SecurityElementException {
    try (CommandData data = named(pin)) {
      addValue(data, by);
      return result(card.call(instruction, 0, data.lp1(next)));
    }
  }

  private static CommandData named(CardObject object) {
    return new CommandData().add(object.place().domain()).lp1(object.id());
  }

  /** A value that is longer than any can be is wrong at any such length. */
  private static void addValue(CommandData data, Optional<SecretBytes> value) {
    if (value.isEmpty()) {
      data.number(0, 1);
      return;
    }
    int length = Math.min(value.get().length(), PinPolicy.LONGEST + 1);
    try (SecretBytes sent = value.get().slice(0, length)) {
      data.lp1(sent);
    }
  }

  private UseResult result(Answer answer) throws SecurityElementException {
    if (StatusWords.isWrongPin(answer.status())) {
      return new UseResult.Wrong(StatusWords.triesLeft(answer.status()));
    }
    return switch (answer.status()) {
      case StatusWords.DONE -> new UseResult.Done(answer.data());
      case StatusWords.BLOCKED -> new UseResult.Blocked();
      case StatusWords.NOT_SET -> new UseResult.NotSet();
      case StatusWords.UNFIT -> new UseResult.Unfit();
      default -> throw access.refused(answer);
    };
  }
}
