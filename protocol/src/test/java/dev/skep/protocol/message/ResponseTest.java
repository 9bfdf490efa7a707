package dev.skep.protocol.message;

import static dev.skep.protocol.message.MessageType.RESPONSE;
import static dev.skep.protocol.message.MessageType.filled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborItem.Array;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The response's fields (spec 5.3). */
class ResponseTest {
  @Test
  void keepsEveryField() throws Exception {
    Response response = Response.decode(RESPONSE.valid(), CborLimits.DEFAULT);
    assertThat(response.token()).isEqualTo(filled(40));
    assertThat(response.suite())
        .isEqualTo(new Suite("RSA-OAEP-256", "ES256", "HKDF-SHA256", "A256GCM"));
    assertThat(response.seNonce()).isEqualTo(filled(32));
    assertThat(response.encapsulatedKey()).isEqualTo(filled(256));
    assertThat(response.attestation()).isEqualTo(filled(64));
    assertThat(response.certificateChain()).containsExactly(filled(500), filled(600));
    assertThat(response.records()).containsExactly(MessageType.RECORD.valid());
  }

  @Test
  void refusesByteStringsOutsideTheirSize() {
    for (long field : new long[] {1, 4, 5}) {
      RESPONSE.accepts(field, bytes(1));
      RESPONSE.accepts(field, bytes(60_000));
      RESPONSE.refuses("M-12", field, bytes(0));
    }
    RESPONSE.refuses("M-12", 3, bytes(0));
    RESPONSE.refuses("M-12", 3, bytes(31));
    RESPONSE.refuses("M-12", 3, bytes(33));
  }

  @Test
  void takesSuitesOfFourNamesOnly() {
    RESPONSE.accepts(2, suite(new Text("a"), new Text("a"), new Text("a"), new Text("a")));
    RESPONSE.refuses("M-12", 2, suite());
    RESPONSE.refuses("M-12", 2, suite(new Text("a"), new Text("b"), new Text("c")));
    RESPONSE.refuses(
        "M-12",
        2,
        suite(new Text("a"), new Text("b"), new Text("c"), new Text("d"), new Text("e")));
    List<CborItem> noNames =
        List.of(new Text(""), new Text("n".repeat(65)), new Text("a b"), bytes(5), suite());
    for (CborItem noName : noNames) {
      for (int place = 0; place < 4; place++) {
        List<CborItem> names = new ArrayList<>(Collections.nCopies(4, new Text("a")));
        names.set(place, noName);
        RESPONSE.refuses("M-13", 2, new Array(names));
      }
    }
  }

  @Test
  void takesOneToEightCertificates() {
    RESPONSE.accepts(6, copies(1, bytes(500)));
    RESPONSE.accepts(6, copies(8, bytes(500)));
    RESPONSE.refuses("M-12", 6, copies(0, bytes(500)));
    RESPONSE.refuses("M-12", 6, copies(9, bytes(500)));
    RESPONSE.refuses("M-12", 6, copies(2, bytes(0)));
    RESPONSE.refuses("M-11", 6, copies(2, new Text("x")));
  }

  @Test
  void takesUpTo256EarlyRecords() {
    RESPONSE.accepts(7, copies(0, bytes(20)));
    RESPONSE.accepts(7, copies(256, bytes(20)));
    RESPONSE.refuses("M-12", 7, copies(257, bytes(20)));
    RESPONSE.refuses("M-12", 7, copies(1, bytes(0)));
    RESPONSE.refuses("M-11", 7, copies(1, new Text("x")));
  }

  @Test
  void copiesItsLists() {
    List<Bytes> chain = new ArrayList<>(List.of(filled(500)));
    List<Bytes> records = new ArrayList<>();
    Suite suite = new Suite("a", "b", "c", "d");
    Response response =
        new Response(filled(1), suite, filled(32), filled(1), filled(1), chain, records);
    chain.clear();
    records.add(filled(1));
    assertThat(response.certificateChain()).hasSize(1);
    assertThat(response.records()).isEmpty();
  }

  private static CborItem bytes(int length) {
    return new ByteString(filled(length));
  }

  private static CborItem suite(CborItem... names) {
    return new Array(List.of(names));
  }

  private static CborItem copies(int count, CborItem item) {
    return new Array(Collections.nCopies(count, item));
  }
}
