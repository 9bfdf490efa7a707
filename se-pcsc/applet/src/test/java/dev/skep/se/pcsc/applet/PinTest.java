package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PINs and PUKs in use: their tries, CHANGE PIN, UNBLOCK (spec rules U-2 to U-5). */
class PinTest {
  private static final int MISSING = 0x6982;
  private static final int BLOCKED = 0x6983;
  private static final int NOT_SET = 0x6984;
  private static final int UNFIT = 0x6a8f;

  private final Card card = Card.personalized(Card.ES256);
  private final Issuer issuer = Issuers.managed();

  @BeforeEach
  void enrols() throws Exception {
    Issuers.enrol(issuer, card);
    Visit visit = Issuers.visit(issuer, card);
    visit.commits(
        visit.pin("open", "", "puk"),
        visit.secret("later", "HS256", "open", Issuers.SECRET),
        visit.pin("alone", Issuers.PIN),
        visit.commit());
  }

  private Card.Answer use(int ins, String pin) {
    String id = ins == 0x40 ? "sign" : "door";
    return card.command(ins, 3, 0, Issuers.name(issuer, id), Issuers.text(pin));
  }

  private Card.Answer change(String id, String current, String next) {
    return card.command(
        0x44, 0, 0, Issuers.name(issuer, id), Issuers.text(current), Issuers.text(next));
  }

  private Card.Answer unblock(String id, String puk, String next) {
    return card.command(
        0x46, 0, 0, Issuers.name(issuer, id), Issuers.text(puk), Issuers.text(next));
  }

  private int tries(String id) {
    for (Bytes object : card.objects().values()) {
      if (object.toArray()[1] <= 2
          && object.toHex().contains(Issuers.text(id).toHex().substring(2))) {
        return object.toArray()[34];
      }
    }
    throw new AssertionError("no " + id);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x40, 0x42})
  void wrongValuesCountUntilItIsBlockedAlsoOverAReset(int ins) {
    use(ins, "").is(MISSING);
    use(ins, "0000").is(0x63c2);
    use(ins, "47111").is(0x63c1);
    use(ins, Issuers.PIN).is(Card.OK);
    use(ins, "471").is(0x63c2);
    card.reset();
    use(ins, "4712").is(0x63c1);
    use(ins, "x".repeat(200)).is(0x63c0);
    use(ins, Issuers.PIN).is(BLOCKED);
    card.reset();
    use(ins, Issuers.PIN).is(BLOCKED);
    use(ins, "0000").is(BLOCKED);
    change("pin", Issuers.PIN, "1234").is(BLOCKED);
  }

  @Test
  void thePinIsForItsObjectsOnlyAndForEachUse() {
    use(0x40, Issuers.PIN).is(Card.OK);
    use(0x40, "").is(MISSING);
    use(0x42, "").is(MISSING);
  }

  @Test
  void aWrongPinInTheFirstBlockSignsNothing() {
    Bytes head = Bytes.concat(Issuers.name(issuer, "sign"), Issuers.text("0000"));
    card.command(0x40, 1, 0, head).is(0x63c2);
    card.command(0x40, 2, 0).is(0x6985);
  }

  @Test
  void aPinWithoutAValueGetsItFromItsHolder() {
    Bytes later = Issuers.name(issuer, "later");
    card.command(0x42, 3, 0, later, Issuers.text("")).is(MISSING);
    card.command(0x42, 3, 0, later, Issuers.text("1234")).is(NOT_SET);
    change("open", "0000", "1234").is(NOT_SET);
    change("open", "", "123").is(UNFIT);
    card.command(0x42, 3, 0, later, Issuers.text("1234")).is(NOT_SET);
    change("open", "", "1234").is(Card.OK);
    card.command(0x42, 3, 0, later, Issuers.text("1234")).is(Card.OK);
    change("open", "", "4321").is(MISSING);
    change("open", "1234", "4321").is(Card.OK);
  }

  @Test
  void changesAValueAndGivesBackTheTries() {
    change("pin", "0000", "1234").is(0x63c2);
    change("pin", Issuers.PIN, "12345678").is(Card.OK);
    assertThat(tries("pin")).isEqualTo(3);
    use(0x40, Issuers.PIN).is(0x63c2);
    use(0x40, "12345678").is(Card.OK);
    change("pin", "12345678", "1234").is(Card.OK);
    use(0x40, "12345678").is(0x63c2);
    use(0x40, "1234").is(Card.OK);
  }

  @Test
  void aValueThatDoesNotFitChangesAndCountsNothing() {
    for (String bad : new String[] {"", "123", "123456789", "12a4", "x".repeat(70)}) {
      change("pin", Issuers.PIN, bad).is(UNFIT);
      change("pin", "0000", bad).is(UNFIT);
      unblock("pin", "0000", bad).is(UNFIT);
      unblock("pin", Issuers.PUK, bad).is(UNFIT);
    }
    assertThat(tries("pin")).isEqualTo(3);
    assertThat(tries("puk")).isEqualTo(3);
    use(0x40, Issuers.PIN).is(Card.OK);
  }

  @Test
  void onlyPinsAreChanged() {
    for (String id : new String[] {"puk", "door", "sign", "nothing"}) {
      change(id, Issuers.PUK, "12345678").is(0x6a88);
      unblock(id, Issuers.PUK, "12345678").is(0x6a88);
    }
  }

  @Test
  void unblocksByThePuk() {
    for (int i = 0; i < 3; i++) {
      use(0x40, "0000");
    }
    use(0x40, Issuers.PIN).is(BLOCKED);
    unblock("pin", "", "1234").is(MISSING);
    unblock("pin", "00000000", "1234").is(0x63c2);
    unblock("pin", Issuers.PUK, "1234").is(Card.OK);
    assertThat(tries("puk")).isEqualTo(3);
    use(0x40, "1234").is(Card.OK);
    unblock("open", Issuers.PUK, "8888").is(Card.OK);
    Bytes later = Issuers.name(issuer, "later");
    card.command(0x42, 3, 0, later, Issuers.text("8888")).is(Card.OK);
    unblock("alone", Issuers.PUK, "1234").is(0x6985);
  }

  @Test
  void aBlockedPukIsComparedNoMore() {
    for (int left = 2; left >= 0; left--) {
      unblock("pin", "00000000", "1234").is(0x63c0 | left);
    }
    unblock("pin", Issuers.PUK, "1234").is(BLOCKED);
    card.reset();
    unblock("pin", Issuers.PUK, "1234").is(BLOCKED);
    use(0x40, Issuers.PIN).is(Card.OK);
  }

  @Test
  void refusesWhatFollowsTheNewValue() {
    Bytes name = Issuers.name(issuer, "pin");
    Bytes both = Bytes.concat(Issuers.text(Issuers.PIN), Issuers.text("1234"), Bytes.hex("00"));
    card.command(0x44, 0, 0, name, both).is(0x6700);
    card.command(0x46, 0, 0, name, both).is(0x6700);
    use(0x40, Issuers.PIN).is(Card.OK);
  }
}
