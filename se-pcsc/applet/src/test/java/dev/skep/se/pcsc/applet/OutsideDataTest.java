package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.message.ProtectedRecord;
import dev.skep.protocol.provisioning.OutsideDataMac;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.ServerSide;
import dev.skep.testkit.se.Visit;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MAC DATA (spec rule R-10). */
class OutsideDataTest {
  private static final Card CARD = Card.personalized(Card.ES256);
  private static final int FIRST = 1;
  private static final int LAST = 2;

  private final Issuer issuer = Issuers.unmanaged();

  /** A card whose data go in blocks of so many bytes. */
  private record Macs(int block) implements SecurityElement {
    @Override
    public dev.skep.api.se.SecurityElementInfo info() {
      return new CardElement(CARD).info();
    }

    @Override
    public dev.skep.api.se.Established establish(dev.skep.api.se.EstablishRequest request)
        throws dev.skep.api.se.SecurityElementException {
      return new CardElement(CARD).establish(request);
    }

    @Override
    public ProcessResult process(SessionHandle handle, List<Bytes> records)
        throws dev.skep.api.se.SecurityElementException {
      return new CardElement(CARD).process(handle, records);
    }

    @Override
    public void abort(SessionHandle handle) {
      new CardElement(CARD).abort(handle);
    }

    @Override
    public ProcessResult macData(SessionHandle handle, String label, Bytes data) {
      Bytes head = Bytes.concat(handle.value(), Issuers.text(label), Card.number(data.length()));
      int at = Math.min(block, data.length());
      Card.Answer answer =
          CARD.command(0x24, FIRST | (at == data.length() ? LAST : 0), 0, head, data.slice(0, at));
      while (at < data.length()) {
        assertThat(answer.is(Card.OK).data()).isEqualTo(Bytes.EMPTY);
        int next = Math.min(block, data.length() - at);
        int last = at + next == data.length() ? LAST : 0;
        answer = CARD.command(0x24, last, 0, data.slice(at, next));
        at += next;
      }
      Bytes out = answer.is(Card.OK).data();
      long sequence = ByteBuffer.wrap(out.toArray()).getInt();
      Bytes attributes = new OutsideDataMac(label, data).encode();
      Bytes record =
          new ProtectedRecord(sequence, "data.mac", attributes, out.slice(4, 64)).encode();
      return new ProcessResult.Answered(handle, List.of(record));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 23, 24, 255, 256, 2500, 16384})
  void macsDataInOneBlockOrMany(int length) throws Exception {
    for (int block : new int[] {2800, 233}) {
      Visit visit = issuer.visit(new Macs(block));
      visit.macs("label", ServerSide.random(length));
      visit.macs("", ServerSide.random(length));
      visit.commits(visit.pin("pin" + block, "1234"), visit.commit());
      CARD.select();
    }
  }

  @Test
  void macsEightAndNotNine() throws Exception {
    Visit visit = issuer.visit(new Macs(100));
    for (int i = 0; i < 8; i++) {
      visit.macs("part " + i, ServerSide.random(i * 50));
    }
    begin(visit, 3, "label", 0, "").is(0x6985);
    visit.commits(visit.commit());
  }

  @Test
  void takesNoMoreThan16384Bytes() throws Exception {
    Visit visit = issuer.visit(new Macs(100));
    begin(visit, 1, "label", 16385, "").is(0x6700);
    begin(visit, 1, "label", 0x8000, "").is(0x6700);
    begin(visit, 1, "label", 0xffff, "").is(0x6700);
  }

  @Test
  void refusesTotalsThatAreWrong() throws Exception {
    Visit visit = issuer.visit(new Macs(100));
    begin(visit, 3, "label", 2, "00").is(0x6700);
    begin(visit, 3, "label", 0, "00").is(0x6700);
    begin(visit, 1, "label", 1, "00").is(0x6700);
    begin(visit, 1, "label", 3, "00").is(Card.OK);
    more(LAST, "00").is(0x6700);
    more(LAST, "0000").is(0x6985);
    begin(visit, 1, "label", 3, "00").is(Card.OK);
    more(0, "000000").is(0x6700);
    begin(visit, 1, "label", 3, "00").is(Card.OK);
    more(0, "0000").is(0x6700);
    visit.macs("nothing has changed", Bytes.hex("01"));
  }

  @Test
  void anotherCommandInBetweenDropsTheData() throws Exception {
    Visit visit = issuer.visit(new Macs(100));
    Bytes handle = visit.handle().value();
    List<Runnable> others =
        List.of(
            () -> CARD.command(0x02, 0, 0),
            () -> CARD.command(0x28, 0, 0, handle),
            () -> CARD.command(0x30, 0, 0),
            () -> CARD.command(0x40, 0, 0, Bytes.hex("00")),
            () -> CARD.command(0x42, 0, 0, Bytes.hex("00")),
            () -> CARD.transmit(Bytes.hex("00c0000000")),
            () -> CARD.transmit(Bytes.hex("8402000000")),
            CARD::select);
    for (Runnable other : others) {
      begin(visit, 1, "label", 2, "00").is(Card.OK);
      other.run();
      more(LAST, "00").is(0x6985);
    }
    visit.macs("nothing has changed", Bytes.hex("01"));
  }

  @Test
  void refusesHandlesAndLabelsThatAreNone() throws Exception {
    Visit visit = issuer.visit(new Macs(100));
    Bytes data = Bytes.concat(ServerSide.random(16), Issuers.text("label"), Card.number(0));
    CARD.command(0x24, 3, 0, data).is(0x6a88);
    begin(visit, 3, "x".repeat(129), 0, "").is(0x6700);
    begin(visit, 3, "a\nb", 0, "").is(0x6a80);
    begin(visit, 3, "a\u007fb", 0, "").is(0x6a80);
    for (String bad :
        List.of(
            "80", "c0af", "c1bf", "e08080", "eda080", "f08080af", "f4908080", "f5", "c3", "e282")) {
      Bytes label = Card.lp1(Bytes.hex(bad));
      CARD.command(0x24, 3, 0, visit.handle().value(), label, Card.number(0)).is(0x6a80);
    }
    visit.macs("Ä€😀" + "x".repeat(119), Bytes.hex("01"));
  }

  @Test
  void theMacIsUnderTheSessionsOwnKey() throws Exception {
    Visit visit = issuer.visit(new Macs(100));
    Visit next = issuer.visit(new Macs(100));
    try (SecretBytes one = visit.server().externalKey(visit.established());
        SecretBytes two = next.server().externalKey(next.established())) {
      assertThat(one.matches(two)).isFalse();
    }
    begin(visit, 3, "label", 0, "").is(0x6a88);
  }

  private static Card.Answer begin(Visit visit, int p1, String label, int total, String data) {
    Bytes head = Bytes.concat(visit.handle().value(), Issuers.text(label), Card.number(total));
    return CARD.command(0x24, p1, 0, head, Bytes.hex(data));
  }

  private static Card.Answer more(int p1, String data) {
    return CARD.command(0x24, p1, 0, Bytes.hex(data));
  }
}
