package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.provisioning.CommitAttributes;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.RecordForger;
import dev.skep.testkit.se.ServerSide;
import dev.skep.testkit.se.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** PROCESS, GET PROGRESS, GET KEPT ANSWER, ABORT (spec sections 7 and 10). */
class RecordsTest {
  private static final int CLOSED = 0x6988;
  private static final int NOTHING = 0x6a88;

  private final Card card = Card.personalized(Card.ES256);
  private final Issuer issuer = Issuers.managed();

  private Visit visit() throws Exception {
    return Issuers.visit(issuer, card);
  }

  private Card.Answer process(Visit visit, boolean first, Bytes record) {
    return card.command(0x22, first ? 1 : 0, 0, visit.handle().value(), record);
  }

  @Test
  @DisplayName("attack 58: records that are replayed, dropped, or changed")
  void aRecordThatIsNotTheNextGenuineOneClosesTheSession() throws Exception {
    Visit visit = visit();
    Bytes record = visit.pin("pin", "1234");
    visit.closes(RecordForger.withSequence(record, 1));
    visit = visit();
    visit.closes(RecordForger.withSequence(visit.pin("pin", "1234"), 65536));
    visit = visit();
    visit.closes(RecordForger.withOp(visit.pin("pin", "1234"), "puk.define"));
    visit = visit();
    record = visit.secret("s", "opaque", "", "abc");
    visit.closes(RecordForger.withAttributes(record, Bytes.hex("a0")));
    visit = visit();
    visit.takes(visit.pin("pin", "1234"));
    visit.pin("dropped", "1234");
    visit.closes(visit.pin("next", "1234"));
    visit = visit();
    record = visit.pin("pin", "1234");
    visit.takes(record);
    visit.closes(record);
    assertThat(card.objects()).isEmpty();
  }

  @Test
  @DisplayName("attack 60: a body with any byte changed, cut, or longer")
  void aBodyThatDoesNotOpenClosesTheSession() throws Exception {
    int length = RecordForger.body(visit().pin("pin", "1234")).length();
    for (int i = 0; i < length; i++) {
      Visit visit = visit();
      Bytes record = visit.pin("pin", "1234");
      visit.closes(
          RecordForger.withBody(record, RecordForger.flipped(RecordForger.body(record), i)));
    }
    for (int left = 1; left < length; left++) {
      Visit visit = visit();
      Bytes record = visit.pin("pin", "1234");
      visit.closes(RecordForger.withBody(record, RecordForger.body(record).slice(0, left)));
    }
    Visit visit = visit();
    Bytes record = visit.pin("pin", "1234");
    Bytes longer = Bytes.concat(RecordForger.body(record), Bytes.of(new byte[16]));
    visit.closes(RecordForger.withBody(record, longer));
  }

  @Test
  void whatIsNoRecordClosesTheSession() throws Exception {
    for (String bad : List.of("00", "a0", "a4", "ff", "a40000", "a4010002606340440", "5f")) {
      Visit visit = visit();
      String even = bad.length() % 2 == 0 ? bad : bad + "0";
      process(visit, true, Bytes.hex(even)).is(CLOSED);
      process(visit, true, visit.pin("pin", "1234")).is(NOTHING);
    }
    Visit visit = visit();
    visit.closes(Bytes.concat(visit.pin("pin", "1234"), Bytes.hex("00")));
    visit = visit();
    Bytes record = visit.pin("pin", "1234");
    visit.closes(record.slice(0, record.length() - 1));
  }

  @Test
  @DisplayName("attack 19: what the card sealed is not what it opens")
  void aRecordOfTheCardClosesTheSession() throws Exception {
    Visit visit = issuer.visit(new CardElement(card), Issuer.key("sign", ""));
    visit.closes(visit.established().records().get(0));
  }

  @Test
  @DisplayName("attack 56: handles that are guessed, closed, or from before a reset")
  void everyHandleThatNamesNothingGetsTheSame() throws Exception {
    Visit visit = visit();
    Bytes record = visit.pin("pin", "1234");
    Bytes guessed = ServerSide.random(16);
    card.command(0x22, 1, 0, guessed, record).is(NOTHING);
    card.command(0x28, 0, 0, guessed).is(NOTHING);
    card.command(0x26, 0, 0, guessed).is(Card.OK);
    visit.takes(record);
    Visit next = visit();
    process(visit, true, record).is(NOTHING);
    next.takes(next.pin("pin", "1234"));
    card.command(0x26, 0, 0, next.handle().value()).is(Card.OK);
    process(next, true, record).is(NOTHING);
    Visit reset = visit();
    card.reset();
    process(reset, true, record).is(NOTHING);
    card.command(0x28, 0, 0, reset.handle().value()).is(NOTHING);
    assertThat(card.objects()).isEmpty();
  }

  @Test
  void theSessionOutlivesTheSelectionOfTheApplet() throws Exception {
    Visit visit = visit();
    visit.takes(visit.pin("pin", "1234"));
    card.select().is(Card.OK);
    visit.commits(visit.commit());
    assertThat(card.objects()).hasSize(1);
  }

  @Test
  void aMalformedEstablishEndsTheSession() throws Exception {
    Visit visit = visit();
    card.command(0x20, 2, 1, Bytes.of(new byte[60])).is(0x6700);
    process(visit, true, visit.pin("pin", "1234")).is(NOTHING);
  }

  @Test
  void progressIsTheRunningHashOfTheMessage() throws Exception {
    Visit visit = visit();
    Bytes handle = visit.handle().value();
    Bytes hash = Transcript.digest("SHA-256", handle);
    assertThat(progress(handle)).isEqualTo(hash);
    for (int i = 0; i < 4; i++) {
      boolean first = i % 2 == 0;
      Bytes record = visit.pin("pin" + i, "1234");
      process(visit, first, record).is(Card.OK);
      Bytes before = first ? Transcript.digest("SHA-256", handle) : hash;
      hash = Transcript.digest("SHA-256", Bytes.concat(before, record));
      assertThat(progress(handle)).isEqualTo(hash);
    }
  }

  private Bytes progress(Bytes handle) {
    return card.command(0x28, 0, 0, handle).is(Card.OK).data();
  }

  @Test
  void keepsTheLastSixteenAnswersAlsoOverAReset() throws Exception {
    List<Bytes> hashes = new ArrayList<>();
    List<Bytes> answers = new ArrayList<>();
    for (int i = 0; i < 18; i++) {
      Visit visit = visit();
      Bytes record = visit.commit();
      Bytes first = Transcript.digest("SHA-256", visit.handle().value());
      hashes.add(Transcript.digest("SHA-256", Bytes.concat(first, record)));
      Bytes committed = process(visit, true, record).is(Card.OK).data();
      answers.add(committed.slice(1, committed.length() - 1));
      if (i >= 15) {
        card.reset();
        for (int kept = 0; kept <= i; kept++) {
          Card.Answer answer = card.command(0x2a, 0, 0, hashes.get(kept));
          answer.is(kept <= i - 16 ? NOTHING : Card.OK);
          assertThat(answer.data()).isEqualTo(kept <= i - 16 ? Bytes.EMPTY : answers.get(kept));
        }
      }
    }
  }

  @Test
  void keepsNoAnswerOfASessionThatDidNotCommit() throws Exception {
    Visit visit = visit();
    Bytes record = RecordForger.flipped(visit.commit(), -1);
    Bytes first = Transcript.digest("SHA-256", visit.handle().value());
    visit.closes(record);
    card.command(0x2a, 0, 0, Transcript.digest("SHA-256", Bytes.concat(first, record))).is(NOTHING);
    card.command(0x2a, 0, 0, Bytes.of(new byte[32])).is(NOTHING);
  }

  @Test
  void aCommitForAnotherRequestClosesTheSession() throws Exception {
    Visit alone = Issuers.visit(Issuers.unmanaged(), card);
    Bytes hash = ServerSide.random(32);
    alone.takes(alone.pin("pin", "1234"));
    alone.closes(alone.commit(new CommitAttributes(Optional.of(hash), Optional.empty())));
    Visit visit = visit();
    Bytes message = CommitAttributes.message(visit.transcriptHash(), hash);
    CommitAttributes other =
        new CommitAttributes(Optional.of(hash), Optional.of(issuer.sign(message)));
    visit.takes(visit.pin("pin", "1234"));
    visit.closes(visit.commit(other));
    visit = visit();
    visit.closes(visit.commit(new CommitAttributes(Optional.empty(), Optional.empty())));
    Visit empty = issuer.visit(new CardElement(card), Bytes.EMPTY);
    empty.closes(empty.commit(new CommitAttributes(Optional.of(hash), Optional.empty())));
    assertThat(card.objects()).isEmpty();
  }

  @Test
  void aSessionWithoutARequestCommits() throws Exception {
    Visit visit = issuer.visit(new CardElement(card), Bytes.EMPTY);
    visit.commits(visit.pin("pin", "1234"), visit.commit());
    assertThat(card.objects()).hasSize(1);
  }

  @Test
  void aCommitWithContentClosesTheSession() throws Exception {
    Visit visit = visit();
    Bytes attributes =
        new CommitAttributes(Optional.of(visit.requestHash()), Optional.empty()).encode();
    visit.closes(visit.record("commit", attributes, "x"));
  }

  @Test
  void anUnknownOperationClosesTheSession() throws Exception {
    for (String op : List.of("pin.defin", "pin.define2", "committed", "key.generated", "x")) {
      Visit visit = visit();
      visit.closes(visit.record(op, Bytes.EMPTY, ""));
    }
  }
}
