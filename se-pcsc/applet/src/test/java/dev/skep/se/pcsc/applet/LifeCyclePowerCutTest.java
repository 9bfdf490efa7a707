package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Power that goes while a card is personalised. */
@DisplayName("attack 65: power is cut at each write of a personalisation")
class LifeCyclePowerCutTest {
  private static int state(Card card) {
    return card.select().is(Card.OK).data().toArray()[1];
  }

  @Test
  void aKeyThatIsMadeAnewIsThereOrTheCardIsBlank() {
    for (int scheme : new int[] {Card.ES256, Card.RS256}) {
      boolean cut = true;
      for (int write = 1; cut; write++) {
        Card card = made(scheme);
        int at = write;
        cut = PowerCutTest.isCut(card, at, () -> card.command(0x10, Card.ES256, 0));
        assertThat(state(card)).as("cut at write %d", write).isIn(0, 1);
        if (state(card) == 0) {
          card.command(0x14, 0, 0).is(0x6985);
          card.command(0x12, 0, 0, Bytes.of(new byte[9])).is(0x6985);
        } else {
          assertThat(cut && at > 1).isFalse();
        }
        card.personalize(Card.ES256);
        assertThat(card.command(0x16, 0, 0).is(Card.OK).parts(0)).hasSize(2);
      }
    }
  }

  /** A card with a key and its chain. */
  private static Card made(int scheme) {
    Card card = Card.blank();
    Bytes key = card.command(0x10, scheme, 0).is(Card.OK).data();
    List<Bytes> chain = Card.CA.chain(key);
    card.command(0x12, 0, 0, chain.get(0)).is(Card.OK);
    card.command(0x12, 1, 0, chain.get(1)).is(Card.OK);
    return card;
  }

  @Test
  void aCertificateIsAddedOrNot() {
    Bytes third = Bytes.of(new byte[99]);
    boolean cut = true;
    int write = 1;
    for (; cut; write++) {
      Card card = made(Card.ES256);
      cut = PowerCutTest.isCut(card, write, () -> card.command(0x12, 2, 0, third));
      card.command(0x14, 0, 0).is(Card.OK);
      assertThat(card.command(0x16, 0, 0).is(Card.OK).parts(0)).hasSize(cut ? 2 : 3);
    }
    assertThat(write).isGreaterThan(4);
  }

  @Test
  void aChainThatIsPutAnewIsTheOldOneOrNoneOrItsLeaf() {
    boolean cut = true;
    for (int write = 1; cut; write++) {
      Card card = Card.blank();
      Bytes key = card.command(0x10, Card.ES256, 0).is(Card.OK).data();
      List<Bytes> chain = Card.CA.chain(key);
      Bytes junk = Bytes.of(new byte[chain.get(0).length()]);
      card.command(0x12, 0, 0, junk).is(Card.OK);
      card.command(0x12, 1, 0, junk).is(Card.OK);
      cut = PowerCutTest.isCut(card, write, () -> card.command(0x12, 0, 0, chain.get(0)));
      int second = card.command(0x12, 1, 0, chain.get(1)).sw();
      assertThat(second).isEqualTo(cut ? 0x6a86 : Card.OK);
      card.command(0x14, 0, 0).is(cut ? 0x6a80 : Card.OK);
    }
  }

  @Test
  void aCardIsLockedOrNotAndItsLeafIsTheOneThatItAttestsWith() throws Exception {
    boolean cut = true;
    int write = 1;
    for (; cut; write++) {
      Card card = made(Card.ES256);
      cut = PowerCutTest.isCut(card, write, () -> card.command(0x14, 0, 0));
      assertThat(state(card)).isEqualTo(cut ? 1 : 2);
      if (cut) {
        card.command(0x14, 0, 0).is(Card.OK);
      }
      Issuers.enrol(Issuers.managed(), card);
    }
    assertThat(write).isGreaterThan(2);
  }
}
