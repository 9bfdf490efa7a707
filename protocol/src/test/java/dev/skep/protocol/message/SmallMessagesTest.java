package dev.skep.protocol.message;

import static dev.skep.protocol.message.MessageType.ENVELOPE;
import static dev.skep.protocol.message.MessageType.RECORD;
import static dev.skep.protocol.message.MessageType.RECORDS;
import static dev.skep.protocol.message.MessageType.REQUEST;
import static dev.skep.protocol.message.MessageType.filled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborItem.Array;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborItem.Unsigned;
import dev.skep.protocol.cbor.CborLimits;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The fields of offer request, envelope, records message and record (spec 5.1 and 5.4). */
class SmallMessagesTest {
  @Test
  void takesNoBytesAndAnEmptyMapForARequestWithoutACode() throws Exception {
    for (String hex : List.of("", "a0")) {
      OfferRequest request = OfferRequest.decode(Bytes.hex(hex), CborLimits.DEFAULT);
      assertThat(request.enrolmentCode()).isEmpty();
      assertThat(request.encode()).isEqualTo(Bytes.hex("a0"));
    }
  }

  @Test
  void takesCodesOf1To256Bytes() throws Exception {
    assertThat(OfferRequest.decode(REQUEST.valid(), CborLimits.DEFAULT).enrolmentCode())
        .contains(Bytes.utf8("canary-4711"));
    REQUEST.accepts(1, bytes(1));
    REQUEST.accepts(1, bytes(256));
    REQUEST.refuses("M-12", 1, bytes(0));
    REQUEST.refuses("M-12", 1, bytes(257));
  }

  @Test
  void aRequestDoesNotShowItsCode() {
    Bytes code = Bytes.utf8("canary-4711");
    assertThat(new OfferRequest(Optional.of(code)))
        .hasToString("OfferRequest[with a code]")
        .asString()
        .doesNotContain("canary", code.toHex());
    assertThat(new OfferRequest(Optional.empty())).hasToString("OfferRequest[without a code]");
  }

  @Test
  void anEnvelopeKeepsOfferAndTokenByteForByte() throws Exception {
    OfferEnvelope envelope = OfferEnvelope.decode(ENVELOPE.valid(), CborLimits.DEFAULT);
    assertThat(envelope.offer()).isEqualTo(MessageType.OFFER.valid());
    assertThat(envelope.token()).isEqualTo(filled(40));
    for (long field = 1; field <= 2; field++) {
      ENVELOPE.accepts(field, bytes(1));
      ENVELOPE.accepts(field, bytes(60_000));
      ENVELOPE.refuses("M-12", field, bytes(0));
    }
  }

  @Test
  void takesUpTo256RecordsInAMessage() throws Exception {
    assertThat(RecordsMessage.decode(RECORDS.valid(), CborLimits.DEFAULT).records())
        .containsExactly(RECORD.valid(), RECORD.valid());
    RECORDS.accepts(1, copies(0, bytes(9)));
    RECORDS.accepts(1, copies(256, bytes(9)));
    RECORDS.refuses("M-12", 1, copies(257, bytes(9)));
    RECORDS.refuses("M-12", 1, copies(2, bytes(0)));
    RECORDS.refuses("M-11", 1, copies(2, new Unsigned(0)));
  }

  @Test
  void aRecordKeepsEveryField() throws Exception {
    assertThat(ProtectedRecord.decode(RECORD.valid(), CborLimits.DEFAULT))
        .isEqualTo(new ProtectedRecord(7, "pin.define", Bytes.hex("a0"), filled(40)));
    for (long sequence : new long[] {0, 24, 1L << 31, 1L << 32, Long.MAX_VALUE}) {
      RECORD.accepts(1, new Unsigned(sequence));
    }
  }

  @Test
  void refusesRecordFieldsOutsideTheirSize() {
    RECORD.accepts(2, new Text("o".repeat(32)));
    RECORD.refuses("M-12", 2, new Text("o".repeat(33)));
    RECORD.refuses("M-12", 2, new Text("pin define"));
    RECORD.refuses("M-12", 2, new Text("pin\ndefine"));
    RECORD.refuses("M-12", 2, new Text("größe"));
    RECORD.accepts(3, bytes(0));
    RECORD.accepts(3, bytes(60_000));
    RECORD.accepts(4, bytes(1));
    RECORD.accepts(4, bytes(60_000));
    RECORD.refuses("M-12", 4, bytes(0));
  }

  private static CborItem bytes(int length) {
    return new ByteString(filled(length));
  }

  private static CborItem copies(int count, CborItem item) {
    return new Array(Collections.nCopies(count, item));
  }
}
