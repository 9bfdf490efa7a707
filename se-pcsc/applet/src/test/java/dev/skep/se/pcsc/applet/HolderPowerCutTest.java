package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.se.pcsc.simulator.PowerLostException;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Power that goes at each persistent write of what the holder does (spec rule U-2). */
@DisplayName("attack 66: power is cut between compare and write")
class HolderPowerCutTest {
  private static final String NEXT = "12345678";

  private final Card card = Card.personalized(Card.ES256);
  private final Issuer issuer = Issuers.managed();

  @BeforeEach
  void enrols() throws Exception {
    Issuers.enrol(issuer, card);
  }

  private boolean isCut(int write, int ins, String... values) {
    card.simulated().cutPowerAtWrite(write);
    try {
      command(ins, values);
      card.simulated().cutPowerAtWrite(0);
      return false;
    } catch (PowerLostException e) {
      card.select().is(Card.OK);
      return true;
    }
  }

  private Card.Answer command(int ins, String... values) {
    boolean sign = ins == 0x40;
    Bytes data = Issuers.name(issuer, sign ? "sign" : "pin");
    for (String value : values) {
      data = Bytes.concat(data, Issuers.text(value));
    }
    return card.command(ins, sign ? 3 : 0, 0, data);
  }

  /** Tries left of the PIN (1) or the PUK (2). */
  private int tries(int kind) {
    return card.objects().values().stream()
        .map(Bytes::toArray)
        .filter(object -> object[1] == kind)
        .findFirst()
        .orElseThrow()[34];
  }

  private void restore() throws Exception {
    Visit visit = Issuers.visit(issuer, card);
    visit.commits(visit.puk("puk", Issuers.PUK), visit.unblock("pin", Issuers.PIN), visit.commit());
  }

  @Test
  void aWrongPinIsCountedBeforeItIsCompared() throws Exception {
    assertThat(isCut(1, 0x40, "0000")).isTrue();
    assertThat(tries(1)).as("nothing was compared").isEqualTo(3);
    assertThat(isCut(2, 0x40, "0000")).as("nothing is written after the compare").isFalse();
    card.reset();
    assertThat(tries(1)).isEqualTo(2);
  }

  @Test
  void aRightPinCostsATryUntilItIsRestored() throws Exception {
    List<Integer> left = new ArrayList<>();
    int write = 1;
    while (isCut(write, 0x40, Issuers.PIN)) {
      left.add(tries(1));
      restore();
      write++;
    }
    assertThat(left).containsExactly(3, 2);
    assertThat(tries(1)).isEqualTo(3);
  }

  @Test
  void cutsOfPowerBlockAPinAtLast() {
    for (int i = 0; i < 3; i++) {
      assertThat(isCut(2, 0x40, Issuers.PIN)).isTrue();
    }
    command(0x40, Issuers.PIN).is(0x6983);
  }

  @Test
  void aPinIsTheOldOrTheNewOneAfterEachCutOfItsChange() throws Exception {
    int write = 1;
    int undone = 0;
    for (; isCut(write, 0x44, Issuers.PIN, NEXT); write++) {
      assertThat(tries(1)).as("cut at write %d", write).isBetween(2, 3);
      if (write > 1) {
        assertThat(tries(1)).as("it was compared").isEqualTo(2);
      }
      int left = tries(1);
      command(0x40, NEXT).is(0x63c0 | (left - 1));
      command(0x40, Issuers.PIN).is(Card.OK);
      undone++;
    }
    assertThat(undone).isGreaterThan(4);
    command(0x40, NEXT).is(Card.OK);
  }

  @Test
  void aWrongCurrentValueCountsAtEachCut() {
    assertThat(isCut(1, 0x44, "0000", NEXT)).isTrue();
    assertThat(tries(1)).isEqualTo(3);
    assertThat(isCut(2, 0x44, "0000", NEXT)).isFalse();
    assertThat(tries(1)).isEqualTo(2);
  }

  @Test
  void anUnblockIsDoneOrNotAfterEachCut() throws Exception {
    int write = 1;
    boolean cut = true;
    for (; cut; write++) {
      for (int i = 0; i < 3; i++) {
        command(0x40, "0000");
      }
      cut = isCut(write, 0x46, Issuers.PUK, NEXT);
      assertThat(tries(1)).as("cut at write %d", write).isEqualTo(cut ? 0 : 3);
      assertThat(tries(2)).isEqualTo(cut && write > 1 ? 2 : 3);
      assertThat(command(0x40, NEXT).sw()).isEqualTo(cut ? 0x6983 : Card.OK);
      restore();
    }
    assertThat(write).isGreaterThan(6);
  }

  @Test
  void aWrongPukIsCountedBeforeItIsCompared() {
    assertThat(isCut(1, 0x46, "00000000", NEXT)).isTrue();
    assertThat(tries(2)).isEqualTo(3);
    assertThat(isCut(2, 0x46, "00000000", NEXT)).isFalse();
    assertThat(tries(2)).isEqualTo(2);
  }
}
