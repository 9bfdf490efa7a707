package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.testkit.se.ServerSide;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From blank to personalised, and no way back. */
class LifeCycleTest {
  private final Card card = Card.blank();

  @Test
  void saysWhatItIsAndKeepsItsSerialNumber() {
    Bytes blank = card.select().is(Card.OK).data();
    assertThat(blank.slice(0, 12)).isEqualTo(Bytes.hex("010000030703" + "0c00" + "1406" + "1000"));
    card.personalize(Card.RS256);
    card.reset();
    Bytes personalized = card.command(0x02, 0, 0).is(Card.OK).data();
    assertThat(personalized.slice(0, 6)).isEqualTo(Bytes.hex("010202030703"));
    assertThat(personalized.slice(12, 8)).isEqualTo(blank.slice(12, 8));
    assertThat(Card.blank().select().data().slice(12, 8)).isNotEqualTo(blank.slice(12, 8));
  }

  @ParameterizedTest
  @ValueSource(ints = {Card.ES256, Card.RS256, Card.RS256_DIAS})
  void personalizedIsForGood(int scheme) {
    card.personalize(scheme);
    Bytes chain = card.command(0x16, 0, 0).is(Card.OK).data();
    for (int round = 0; round < 2; round++) {
      for (int other = 1; other <= 3; other++) {
        card.command(0x10, other, 0).is(0x6985);
      }
      for (int place = 0; place <= 8; place++) {
        card.command(0x12, place, 0, leaf()).is(0x6985);
      }
      card.command(0x14, 0, 0).is(0x6985);
      assertThat(card.command(0x16, 0, 0).is(Card.OK).data()).isEqualTo(chain);
      assertThat(card.select().data().slice(1, 2))
          .isEqualTo(Bytes.of(new byte[] {2, (byte) scheme}));
      card.reset();
    }
  }

  @Test
  void givesItsChainLeafFirst() {
    Bytes key = card.command(0x10, Card.ES256, 0).is(Card.OK).data();
    List<Bytes> chain = Card.CA.chain(key);
    put(chain);
    card.command(0x14, 0, 0).is(Card.OK);
    assertThat(card.command(0x16, 0, 0).is(Card.OK).parts(0)).isEqualTo(chain);
  }

  @Test
  void doesNotLockWithoutAChainOrForAnotherKey() {
    Bytes first = card.command(0x10, Card.ES256, 0).is(Card.OK).data();
    card.command(0x14, 0, 0).is(0x6a80);
    Bytes second = card.command(0x10, Card.ES256, 0).is(Card.OK).data();
    assertThat(second).isNotEqualTo(first);
    put(Card.CA.chain(first));
    card.command(0x14, 0, 0).is(0x6a80);
    put(List.of(Bytes.hex("3000")));
    card.command(0x14, 0, 0).is(0x6a80);
    Bytes good = Card.CA.chain(second).get(0);
    for (int cut = 1; cut < good.length(); cut += 7) {
      put(List.of(good.slice(0, good.length() - cut)));
      card.command(0x14, 0, 0).is(0x6a80);
    }
    put(List.of(Bytes.concat(good, Bytes.hex("00"))));
    card.command(0x14, 0, 0).is(0x6a80);
    assertThat(card.select().data().slice(1, 1)).isEqualTo(Bytes.hex("01"));
    put(List.of(good));
    card.command(0x14, 0, 0).is(Card.OK);
  }

  @Test
  void aNewKeyDropsTheChainOfTheOneBefore() {
    Bytes key = card.command(0x10, Card.RS256, 0).is(Card.OK).data();
    put(Card.CA.chain(key));
    card.command(0x10, Card.RS256_DIAS, 0).is(Card.OK);
    card.command(0x12, 1, 0, leaf()).is(0x6a86);
    card.command(0x14, 0, 0).is(0x6a80);
  }

  @Test
  void takesCertificatesInTheirOrderOnly() {
    card.command(0x10, Card.ES256, 0).is(Card.OK);
    card.command(0x12, 1, 0, leaf()).is(0x6a86);
    card.command(0x12, 0, 0, leaf()).is(Card.OK);
    card.command(0x12, 2, 0, leaf()).is(0x6a86);
    card.command(0x12, 0xff, 0, leaf()).is(0x6a86);
    card.command(0x12, 1, 0, leaf()).is(Card.OK);
    card.command(0x12, 1, 0, leaf()).is(0x6a86);
  }

  @Test
  void anEmptyCertificateIsNoneAndDropsNothing() {
    Bytes key = card.command(0x10, Card.ES256, 0).is(Card.OK).data();
    put(Card.CA.chain(key));
    card.command(0x12, 2, 0).is(0x6700);
    card.command(0x12, 0, 0).is(0x6700);
    card.command(0x14, 0, 0).is(Card.OK);
  }

  @Test
  void takesEightCertificatesAndNoNinth() {
    Bytes key = card.command(0x10, Card.ES256, 0).is(Card.OK).data();
    List<Bytes> chain = new ArrayList<>(Card.CA.chain(key));
    while (chain.size() < 8) {
      chain.add(leaf());
    }
    put(chain);
    card.command(0x12, 8, 0, leaf()).is(0x6a86);
    card.command(0x14, 0, 0).is(Card.OK);
    assertThat(card.command(0x16, 0, 0).is(Card.OK).parts(0)).isEqualTo(chain);
  }

  @Test
  void takes4000BytesAndNotOneMore() {
    Bytes key = card.command(0x10, Card.ES256, 0).is(Card.OK).data();
    Bytes leaf = Card.CA.chain(key).get(0);
    card.command(0x12, 0, 0, leaf).is(Card.OK);
    card.command(0x12, 1, 0, Bytes.of(new byte[2000])).is(Card.OK);
    int left = 4000 - 2 - leaf.length() - 2 - 2000 - 2;
    card.command(0x12, 2, 0, Bytes.of(new byte[left + 1])).is(0x6a84);
    card.command(0x12, 2, 0, Bytes.of(new byte[left])).is(Card.OK);
    card.command(0x14, 0, 0).is(Card.OK);
    assertThat(card.command(0x16, 0, 0).is(Card.OK).data().length()).isEqualTo(4000);
  }

  private void put(List<Bytes> chain) {
    for (int i = 0; i < chain.size(); i++) {
      card.command(0x12, i, 0, chain.get(i)).is(Card.OK);
    }
  }

  private static Bytes leaf() {
    return Card.CA.chain(ServerSide.random(91)).get(0);
  }
}
