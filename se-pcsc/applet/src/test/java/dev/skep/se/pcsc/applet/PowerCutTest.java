package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.protocol.Transcript;
import dev.skep.se.pcsc.simulator.PowerLostException;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Power that goes at each persistent write of a session (spec rules P-2, P-6, E-5). */
@DisplayName("attack 65: power is cut at each write of establish, process, and commit")
class PowerCutTest {
  /** Places for objects, keys, and chains. */
  private static final int PLACES = 20 + 6 + 6;

  private static final String NEW_PIN = "83746";
  private static final String NEW_SECRET = "another secret of thirty-two chars";

  private final Card card = Card.personalized(Card.ES256);
  private final Issuer issuer = Issuers.managed();

  @BeforeEach
  void enrols() throws Exception {
    Issuers.enrol(issuer, card);
  }

  /** Whether power went before the command was through; the applet is selected again then. */
  static boolean isCut(Card card, int write, Supplier<Card.Answer> command) {
    card.simulated().cutPowerAtWrite(write);
    try {
      command.get().is(Card.OK);
      card.simulated().cutPowerAtWrite(0);
      return false;
    } catch (PowerLostException e) {
      card.select().is(Card.OK);
      return true;
    }
  }

  /** Nothing is left of what was not committed. */
  private void assertNothingLeaks() {
    Inside inside = Inside.of(card);
    int live = card.objects().size() + 1;
    assertThat(inside.places(Slot.LIVE)).isEqualTo(live);
    assertThat(inside.places(Slot.FREE)).isEqualTo(PLACES - live);
  }

  @Test
  void establishLeavesNothing() throws Exception {
    Map<Integer, Bytes> before = card.objects();
    Bytes request = issuer.request(Issuer.key("sign", "pin"), Issuer.key("second", "")).encode();
    Bytes data =
        Bytes.concat(
            Bytes.of(new byte[48]), Card.lp2(ServerKeys.ec("secp256r1")), Card.lp2(request));
    int write = 1;
    while (isCut(card, write, () -> card.command(0x20, 2, 1, data))) {
      assertThat(card.objects()).as("cut at write %d", write).isEqualTo(before);
      assertNothingLeaks();
      write++;
    }
    assertThat(write).isGreaterThan(20);
    Issuers.enrol(issuer, card);
  }

  @Test
  void anOperationLeavesNothing() throws Exception {
    List<Function<Visit, Bytes>> operations =
        List.of(
            v -> v.pin("new", NEW_PIN, "puk"),
            v -> v.puk("new", NEW_PIN),
            v -> v.secret("new", "opaque", "pin", NEW_SECRET),
            v -> v.certificate("sign", issuer.ca().chain(Bytes.of(new byte[91]))),
            v -> v.unblock("pin", NEW_PIN),
            v -> v.delete("door"));
    Map<Integer, Bytes> before = card.objects();
    for (Function<Visit, Bytes> operation : operations) {
      int write = 1;
      boolean cut = true;
      while (cut) {
        Visit visit = Issuers.visit(issuer, card);
        Bytes record = operation.apply(visit);
        cut = isCut(card, write, () -> process(visit, record));
        card.reset();
        assertThat(card.objects()).as("cut at write %d", write).isEqualTo(before);
        assertNothingLeaks();
        assertThat(Inside.of(card).holds(NEW_PIN)).isFalse();
        assertThat(Inside.of(card).holds(NEW_SECRET)).isFalse();
        write++;
      }
      assertThat(write).isGreaterThan(5);
    }
  }

  private Card.Answer process(Visit visit, Bytes record) {
    return card.command(0x22, 1, 0, visit.handle().value(), record);
  }

  @Test
  void aCommitIsDoneOrNotAndItsAnswerIsKeptWithIt() throws Exception {
    boolean cut = true;
    int done = 0;
    int undone = 0;
    for (int write = 1; cut; write++) {
      Map<Integer, Bytes> before = card.objects();
      Visit visit = issuer.visit(new CardElement(card), Issuer.key("second", "pin"));
      visit.takes(
          visit.certificate("second", 0),
          visit.secret("door", "HS256", "pin", NEW_SECRET),
          visit.unblock("pin", NEW_PIN),
          visit.pin("other", "", "puk"),
          visit.delete("sign"));
      Bytes record = visit.commit();
      int at = write;
      cut = isCut(card, at, () -> process(visit, record));
      card.reset();
      boolean isNew = isKept(visit, record);
      if (isNew) {
        done++;
        assertThat(card.objects()).as("cut at write %d", write).hasSize(5);
        assertThat(Inside.of(card).holds(Issuers.SECRET)).as("what was replaced").isFalse();
        assertThat(sign("second", NEW_PIN)).isEqualTo(Card.OK);
        assertThat(sign("sign", NEW_PIN)).isEqualTo(0x6a88);
      } else {
        undone++;
        assertThat(card.objects()).as("cut at write %d", write).isEqualTo(before);
        assertThat(Inside.of(card).holds(NEW_SECRET)).as("what was not committed").isFalse();
        assertThat(Inside.of(card).holds(NEW_PIN)).isFalse();
        assertThat(sign("sign", Issuers.PIN)).isEqualTo(Card.OK);
      }
      assertNothingLeaks();
      if (isNew) {
        startAgain();
      }
    }
    assertThat(undone).isGreaterThan(20);
    assertThat(done).isGreaterThan(20);
  }

  private boolean isKept(Visit visit, Bytes record) {
    Bytes hash = Transcript.digest("SHA-256", visit.handle().value());
    Bytes key = Transcript.digest("SHA-256", Bytes.concat(hash, record));
    int sw = card.command(0x2a, 0, 0, key).sw();
    assertThat(sw).isIn(Card.OK, 0x6a88);
    assertThat(card.simulated().writes()).as("asking for it changes nothing").isZero();
    return sw == Card.OK;
  }

  private int sign(String id, String pin) {
    return card.command(0x40, 3, 0, Issuers.name(issuer, id), Issuers.text(pin)).sw();
  }

  private void startAgain() throws Exception {
    Visit visit = Issuers.visit(issuer, card);
    visit.commits(
        visit.delete("second"),
        visit.delete("door"),
        visit.delete("other"),
        visit.delete("pin"),
        visit.delete("puk"),
        visit.commit());
    Issuers.enrol(issuer, card);
    assertThat(card.objects()).hasSize(4);
  }
}
