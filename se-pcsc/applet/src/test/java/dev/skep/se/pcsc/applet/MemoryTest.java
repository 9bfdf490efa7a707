package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import org.junit.jupiter.api.Test;

/** How much memory the applet takes when it is installed, and what stays in it. */
class MemoryTest {
  /** Bytes of arrays, as {@code APDU.md} has them. */
  private static final int TRANSIENT = 8704;

  private static final int PERSISTENT = 45_056;

  private final Card card = Card.personalized(Card.ES256);
  private final Issuer issuer = Issuers.managed();

  @Test
  void staysWithinItsBudget() {
    Inside inside = Inside.of(card);
    assertThat(inside.bytes(card, true)).isBetween(TRANSIENT / 2, TRANSIENT);
    assertThat(inside.bytes(card, false)).isBetween(PERSISTENT / 2, PERSISTENT);
  }

  @Test
  void keepsNoValueThatWasReplacedDeletedOrGivenUp() throws Exception {
    Issuers.enrol(issuer, card);
    assertThat(Inside.of(card).holds(Issuers.SECRET)).as("it can be found").isTrue();
    assertThat(Inside.of(card).holds(Issuers.PUK)).isTrue();
    Visit visit = Issuers.visit(issuer, card);
    visit.takes(visit.secret("new", "opaque", "", "given up with the session"));
    assertThat(Inside.of(card).holds("given up with the session")).isTrue();
    card.command(0x26, 0, 0, visit.handle().value()).is(Card.OK);
    assertThat(Inside.of(card).holds("given up with the session")).isFalse();
    visit = Issuers.visit(issuer, card);
    visit.commits(
        visit.secret("door", "HS256", "pin", "b".repeat(32)),
        visit.delete("sign"),
        visit.puk("puk", "11223344"),
        visit.commit());
    assertThat(Inside.of(card).holds(Issuers.SECRET)).isFalse();
    assertThat(Inside.of(card).holds(Issuers.PUK)).isFalse();
  }

  @Test
  void keepsNoEndOfALongerPinBehindAShorterOne() throws Exception {
    Issuers.enrol(issuer, card);
    change(Issuers.PIN, "98765432");
    change("98765432", "1357");
    assertThat(Inside.of(card).holds("5432")).as("until the next selection").isTrue();
    card.reset();
    assertThat(Inside.of(card).holds("5432")).isFalse();
    change("1357", Issuers.PIN);
  }

  private void change(String current, String next) {
    card.command(0x44, 0, 0, Issuers.name(issuer, "pin"), Issuers.text(current), Issuers.text(next))
        .is(Card.OK);
  }

  @Test
  void keepsNoValueOfACommandThatWasRefused() throws Exception {
    Issuers.enrol(issuer, card);
    card.command(
            0x44,
            0,
            0,
            Issuers.name(issuer, "pin"),
            Issuers.text(Issuers.PIN),
            Issuers.text("98989898x"))
        .is(0x6a8f);
    assertThat(Inside.of(card).holds("98989898x")).isFalse();
    card.command(0x40, 3, 0, Issuers.name(issuer, "sign"), Issuers.text("55667788")).is(0x63c2);
    assertThat(Inside.of(card).holds("55667788")).isFalse();
  }
}
