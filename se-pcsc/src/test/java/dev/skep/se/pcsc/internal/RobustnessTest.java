package dev.skep.se.pcsc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.ProcessResult.Answered;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SecurityElementSlots.State;
import dev.skep.api.se.UseResult;
import dev.skep.se.pcsc.internal.apdu.CardInfo;
import dev.skep.se.pcsc.internal.card.PcscSecurityElement;
import dev.skep.se.pcsc.internal.reader.CardReader;
import dev.skep.se.pcsc.simulator.CardInSlot;
import dev.skep.se.pcsc.simulator.SimulatedCard;
import dev.skep.se.pcsc.simulator.Trigger;
import dev.skep.se.pcsc.simulator.VirtualReader.Moment;
import dev.skep.testkit.se.Calls;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What goes wrong at real readers, by number of the list that the driver is built to, through a
 * real pcscd.
 */
@Timeout(120)
final class RobustnessTest {
  private static final int PROCESS = 0x22;
  private static final int SIGN = 0x40;
  private static final Bytes MESSAGE = Bytes.utf8("to be signed");

  private final SimulatedCard first = Rig.card();
  private final SimulatedCard second = Rig.card();
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = Rig.start(first, second);
  }

  @AfterEach
  void stop() {
    if (rig != null) {
      rig.close();
    }
  }

  @Test
  @DisplayName("case 1: pcscd restarted: the context is established again, and so are sessions")
  void survivesARestartOfTheDaemon() throws Exception {
    PcscSecurityElement before = rig.personalized(0);
    rig.issuer.visit(before);
    rig.daemon.stop();
    rig.untilGone(0);
    Rig.until(() -> rig.slots().get(0).text().contains("start it (pcscd)"));
    assertThat(failure(before::info).kind()).isIn(Kind.REMOVED, Kind.UNREACHABLE);
    rig.daemon.restart();
    Rig.until(() -> !rig.reader(0).inserted());
    enrol(rig.insert(0));
  }

  @Test
  @DisplayName(
      "case 2: the card reset by another process: the session is over, nothing is replayed")
  void theSessionEndsWithAReset() throws Exception {
    PcscSecurityElement element = rig.personalized(0);
    Visit visit = rig.issuer.visit(element, Issuer.key("sign", ""));
    Bytes commit = visit.commit();
    try (Rival rival = rig.rival(0)) {
      rival.does("connect").does("reset");
    }
    Calls.noSuchSession(element, visit.handle(), commit);
    assertThat(element.objects()).isEmpty();
    enrol(element);
  }

  @Test
  @DisplayName("case 3: sharing violation: bounded retry, a clear error, and it works afterwards")
  void saysThatAnotherProgramHasTheCard() throws Exception {
    PcscSecurityElement before = rig.personalized(0);
    String id = before.info().id();
    CardInfo known = knownAs(0);
    rig.leave();
    try (CardReader reader = new CardReader(rig.readerName(0), rig.library, Rig.settings());
        Rival rival = rig.rival(0)) {
      rival.does("exclusive");
      PcscSecurityElement element = Rig.element(reader, known);
      SecurityElementException busy = failure(element::info);
      assertThat(busy.kind()).isEqualTo(Kind.BUSY);
      assertThat(busy).hasMessageContainingAll(id, rig.readerName(0), "another program");
      rig.watch();
      Rig.until(() -> rig.slots().size() == 2 && rig.slot(0).text().contains("another program"));
      rival.does("release");
      enrol(element);
      assertThat(rig.element(0).info().id()).isEqualTo(id);
    }
  }

  @Test
  @DisplayName("case 4: another applet selected in between: each operation selects its own")
  void anotherAppletSelectedInBetweenDoesNotMatter() throws Exception {
    PcscSecurityElement element = rig.personalized(0);
    Visit visit = rig.issuer.visit(element, Issuer.key("sign", ""));
    try (Rival rival = rig.rival(0)) {
      rival.does("connect").does("select " + OtherApplet.AID);
      visit.takes(visit.secret("secret", "opaque", "", "value"));
      rival.does("select " + OtherApplet.AID);
      visit.commits(visit.certificate("sign", 0), visit.commit());
      rival.does("select " + OtherApplet.AID);
      signs(element);
    }
  }

  @Test
  @DisplayName("case 5: a rival's transaction: a deadline, and no other reader waits")
  void aRivalsTransactionHoldsUpNobodyElse() throws Exception {
    PcscSecurityElement element = rig.personalized(0);
    PcscSecurityElement other = rig.personalized(1);
    try (Rival rival = rig.rival(0)) {
      rival.does("connect").does("begin");
      CompletableFuture<SecurityElementException> waiting =
          CompletableFuture.supplyAsync(() -> failure(element::info));
      enrol(other);
      assertThat(waiting.get(20, TimeUnit.SECONDS).kind()).isEqualTo(Kind.BUSY);
      assertThat(rig.slot(0).state()).isEqualTo(State.PERSONALIZED);
      CompletableFuture<Boolean> patient = CompletableFuture.supplyAsync(() -> infoOf(element));
      rival.does("end");
      assertThat(patient.get(20, TimeUnit.SECONDS)).isTrue();
    }
    enrol(element);
  }

  @Test
  @DisplayName("case 6: card pulled before it committed: removed, and on return nothing is there")
  void pulledBeforeTheCommit() throws Exception {
    Visit visit = pulled(Moment.BEFORE);
    PcscSecurityElement back = rig.insert(0);
    Calls.noSuchSession(back, visit.handle(), visit.commit());
    assertThat(back.objects()).isEmpty();
    enrol(back);
  }

  @Test
  @DisplayName("case 6: card pulled after it committed: removed, and on return its answer is there")
  void pulledAfterTheCommit() throws Exception {
    PcscSecurityElement element = rig.personalized(0);
    Visit visit = rig.issuer.visit(element, Issuer.key("sign", ""));
    visit.takes(visit.certificate("sign", 0));
    Bytes commit = visit.commit();
    rig.reader(0).ejectAt(Trigger.instruction(PROCESS), Moment.AFTER);
    assertThat(failure(() -> visit.send(commit)).kind()).isEqualTo(Kind.REMOVED);
    rig.untilGone(0);
    PcscSecurityElement back = rig.insert(0);
    visit.goOnWith(back);
    Answered answered = visit.commits(commit);
    assertThat(visit.send(commit)).isEqualTo(answered);
    signs(back);
    rig.daemon.restart();
    Rig.until(() -> !rig.reader(0).inserted());
    rig.untilGone(0);
    visit.goOnWith(rig.insert(0));
    assertThat(visit.send(commit)).isEqualTo(answered);
  }

  private Visit pulled(Moment moment) throws Exception {
    PcscSecurityElement element = rig.personalized(0);
    Visit visit = rig.issuer.visit(element, Issuer.key("sign", ""));
    Bytes certificate = visit.certificate("sign", 0);
    CountDownLatch out = rig.reader(0).ejectAt(Trigger.instruction(PROCESS), moment);
    SecurityElementException removed = failure(() -> visit.send(certificate));
    assertThat(removed.kind()).isEqualTo(Kind.REMOVED);
    assertThat(removed).hasMessageContainingAll(rig.readerName(0), "put it in again");
    assertThat(out.getCount()).isZero();
    rig.untilGone(0);
    return visit;
  }

  @Test
  @DisplayName("case 6: card pulled amid a command with a PIN: a try may have been counted")
  void pulledWithAPin() throws Exception {
    PcscSecurityElement element = rig.personalized(0);
    Visit visit = rig.issuer.visit(element, Issuer.key("sign", "pin"));
    visit.commits(visit.pin("pin", "1234"), visit.certificate("sign", 0), visit.commit());
    rig.reader(0).ejectAt(Trigger.instruction(SIGN), Moment.AFTER);
    SecurityElementException removed = failure(() -> sign(element, "9999"));
    assertThat(removed.kind()).isEqualTo(Kind.REMOVED);
    assertThat(removed).hasMessageContaining("a try may have been counted");
    rig.untilGone(0);
    assertThat(sign(rig.insert(0), "9999")).isEqualTo(new UseResult.Wrong(1));
  }

  @Test
  @DisplayName("case 7: mute card: a deadline, the reader is faulty, and both ways out of it")
  void aMuteCardIsFaultyUntilItAnswersOrIsPulled() throws Exception {
    PcscSecurityElement element = rig.personalized(0);
    PcscSecurityElement other = rig.personalized(1);
    Visit visit = rig.issuer.visit(element, Issuer.key("sign", ""));
    Bytes certificate = visit.certificate("sign", 0);
    CountDownLatch letGo = new CountDownLatch(1);
    rig.reader(0).muteAt(Trigger.instruction(PROCESS), letGo);
    SecurityElementException silent = failure(() -> visit.send(certificate));
    assertThat(silent.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(silent).hasMessageContainingAll(rig.readerName(0), "does not answer");
    assertThat(rig.slot(0).state()).isEqualTo(State.UNUSABLE);
    assertThat(failure(element::info)).hasMessageContaining("does not answer");
    enrol(other);
    letGo.countDown();
    Rig.until(() -> rig.slot(0).state() == State.PERSONALIZED);
    visit.takes(certificate); // the card had it: it was asked, and not sent the record again
    visit.commits(visit.commit());

    rig.reader(0).muteAt(Trigger.instruction(SIGN), new CountDownLatch(1));
    assertThat(failure(() -> signs(element)).kind()).isEqualTo(Kind.UNREACHABLE);
    rig.eject(0);
    signs(rig.insert(0));
  }

  @Test
  @DisplayName("case 10: hot plug, slow and fast: what is there is a service, and nothing else")
  void followsHotPlug() throws Exception {
    PcscSecurityElement element = rig.personalized(0);
    String id = element.info().id();
    for (int i = 0; i < 3; i++) {
      rig.eject(0);
      Rig.until(() -> rig.slot(0).state() == State.EMPTY);
      assertThat(rig.insert(0).info().id()).isEqualTo(id);
    }
    for (int i = 0; i < 10; i++) {
      rig.reader(0).eject();
      rig.reader(0).insert();
    }
    Rig.until(() -> answers(0, id));
    rig.eject(0);
    assertThat(failure(element::info).kind()).isEqualTo(Kind.REMOVED);
  }

  @Test
  @DisplayName("case 10: readers unplugged and plugged in again")
  void followsReaders() throws Exception {
    rig.personalized(0);
    rig.daemon.restartWithoutReaders();
    rig.untilGone(0);
    Rig.until(() -> rig.slots().isEmpty());
    rig.daemon.restart();
    Rig.until(() -> rig.slots().size() == 2);
    enrol(rig.insert(0));
  }

  @Test
  void listsWhatIsNoSecurityElement() throws Exception {
    CardInSlot foreign = SimulatedCard.of(OtherApplet.AID, OtherApplet.class);
    rig.close();
    rig = Rig.start(foreign, second);
    assertThat(rig.insert(1).info().personalized()).isFalse();
    rig.reader(0).insert();
    Rig.until(() -> rig.slot(0).state() == State.UNUSABLE);
    assertThat(rig.slot(0).text()).contains("no applet");
    assertThat(rig.slot(1).state()).isEqualTo(State.BLANK);
    assertThat(rig.slot(1).securityElementId()).isPresent();
  }

  @Test
  void takesNoSecondCardOfOneId() throws Exception {
    rig.close();
    rig = Rig.start(first, first);
    String id = rig.insert(0).info().id();
    rig.reader(1).insert();
    Rig.until(() -> rig.slot(1).state() == State.UNUSABLE);
    assertThat(rig.slot(1).text()).contains(id, rig.readerName(0));
    rig.eject(0);
    assertThat(rig.element(1).info().id()).isEqualTo(id);
  }

  private boolean answers(int number, String id) {
    try {
      return rig.element(number).info().id().equals(id);
    } catch (SecurityElementException e) {
      return false;
    }
  }

  private static boolean infoOf(PcscSecurityElement element) {
    try {
      return element.info().personalized();
    } catch (SecurityElementException e) {
      throw new AssertionError(e);
    }
  }

  private CardInfo knownAs(int number) throws Exception {
    try (CardReader reader = new CardReader(rig.readerName(number), rig.library, Rig.settings())) {
      return reader.run(card -> card.info());
    }
  }

  /** A whole session, and the use of what it made. */
  private void enrol(PcscSecurityElement element) throws Exception {
    Visit visit = rig.issuer.visit(element, Issuer.key("sign", ""));
    visit.commits(visit.certificate("sign", 0), visit.commit());
    signs(element);
  }

  private void signs(PcscSecurityElement element) throws SecurityElementException {
    UseResult result = element.sign(rig.issuer.name("sign"), Optional.empty(), MESSAGE);
    assertThat(((UseResult.Done) result).output().length()).isEqualTo(64);
  }

  private UseResult sign(PcscSecurityElement element, String pin) throws SecurityElementException {
    try (SecretBytes value = Visit.secret(pin)) {
      return element.sign(rig.issuer.name("sign"), Optional.of(value), MESSAGE);
    }
  }

  private static SecurityElementException failure(ThrowingCallable call) {
    SecurityElementException failure = catchThrowableOfType(SecurityElementException.class, call);
    assertThat(failure).isNotNull();
    return failure;
  }
}
