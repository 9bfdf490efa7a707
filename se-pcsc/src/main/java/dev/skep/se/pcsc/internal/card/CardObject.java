package dev.skep.se.pcsc.internal.card;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.protocol.provisioning.ObjectAttributes;
import dev.skep.se.pcsc.internal.apdu.Answer;
import dev.skep.se.pcsc.internal.apdu.AnswerReader;
import dev.skep.se.pcsc.internal.apdu.MalformedAnswerException;
import java.util.Optional;

/** A committed object, as the card lists it. */
sealed interface CardObject {
  /** The length of a domain, in bytes. */
  int DOMAIN_BYTES = 32;

  /** Where and whose it is. */
  Place place();

  /** Its id in its domain. */
  String id();

  /**
   * Where and whose an object is.
   *
   * @param number of its place in the card
   * @param domain of its issuer
   */
  record Place(int number, Bytes domain) {}

  /** A PIN. */
  record Pin(Place place, PinTerms terms, int triesLeft, boolean isSet) implements CardObject {
    @Override
    public String id() {
      return terms.id();
    }
  }

  /** A PUK. */
  record Puk(Place place, PukTerms terms, int triesLeft) implements CardObject {
    @Override
    public String id() {
      return terms.id();
    }
  }

  /** A secret. */
  record Secret(Place place, SecretTerms terms) implements CardObject {
    @Override
    public String id() {
      return terms.id();
    }
  }

  /**
   * A key.
   *
   * @param encoded the statement as it was signed
   * @param signature of its attestation, if there is one
   */
  record Key(Place place, KeyStatement statement, Bytes encoded, Optional<Bytes> signature)
      implements CardObject {
    /** What it may do. */
    KeyTerms terms() {
      return statement.terms();
    }

    @Override
    public String id() {
      return terms().id();
    }
  }

  /**
   * Reads the answer to LIST.
   *
   * @throws MalformedAnswerException if it describes no object
   */
  static CardObject read(Answer answer) throws MalformedAnswerException {
    AnswerReader in = answer.reader();
    int number = in.number(1);
    int kind = in.number(1);
    Place place = new Place(number, in.bytes(DOMAIN_BYTES));
    int triesLeft = in.number(1);
    boolean isSet = in.number(1) == 1;
    Bytes what = in.lp2();
    Bytes signature = in.lp2();
    in.end();
    try {
      return switch (kind) {
        case 1 -> new Pin(place, ObjectAttributes.pin(what, CborLimits.DEFAULT), triesLeft, isSet);
        case 2 -> new Puk(place, ObjectAttributes.puk(what, CborLimits.DEFAULT), triesLeft);
        case 3 -> new Secret(place, ObjectAttributes.secret(what, CborLimits.DEFAULT));
        case 4 ->
            new Key(
                place,
                KeyStatement.decode(what, CborLimits.DEFAULT),
                what,
                Optional.of(signature).filter(value -> value.length() > 0));
        default -> throw new MalformedAnswerException("an object of an unknown kind");
      };
    } catch (MalformedMessageException e) {
      throw new MalformedAnswerException("an object that is none: " + e.getMessage());
    }
  }
}
