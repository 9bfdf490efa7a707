package dev.skep.protocol.provisioning;

import static dev.skep.protocol.message.MessageType.filled;
import static dev.skep.protocol.provisioning.ProvisioningTypes.REQUEST;
import static dev.skep.protocol.provisioning.ProvisioningTypes.TERMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborItem.Array;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborItem.IntMap;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborItem.Unsigned;
import dev.skep.protocol.cbor.CborLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The issuer's request of an offer (spec rules O-5, D-5). */
class ProvisioningRequestTest {
  @Test
  void keepsEveryField() throws Exception {
    ProvisioningRequest request = ProvisioningRequest.decode(REQUEST.valid(), CborLimits.DEFAULT);
    assertThat(request.managementKey()).contains(new ManagementKey("ES256", filled(91)));
    assertThat(request.keys()).containsExactly(TERMS);
    assertThat(request.account()).isEqualTo("anna@example.com");
    assertThat(request.reference()).isEqualTo(filled(8));
    assertThat(request.codeBinding()).contains(filled(32));
  }

  @Test
  void noBytesAndEmptyFieldsAskForNothing() throws Exception {
    Bytes encoded = ProvisioningRequest.nothing().encode();
    assertThat(encoded).isEqualTo(Bytes.hex("a3028003600440"));
    for (Bytes message : List.of(Bytes.EMPTY, encoded)) {
      assertThat(ProvisioningRequest.decode(message, CborLimits.DEFAULT))
          .isEqualTo(ProvisioningRequest.nothing());
    }
  }

  @Test
  void takesUpToSixteenKeysOfDifferentIds() {
    REQUEST.accepts(2, keys(0));
    REQUEST.accepts(2, keys(16));
    REQUEST.refuses("M-12", 2, keys(17));
    REQUEST.refuses("D-5", 2, new Array(List.of(key("a"), key("b"), key("a"))));
    REQUEST.refuses("M-11", 2, new Array(List.of(new Text("a"))));
  }

  @Test
  void refusesKeysWithAFieldThatIsUnknownOrMissing() {
    for (long field : List.of(1L, 2L, 3L, 4L, 6L, 7L, 8L)) {
      SortedMap<Long, CborItem> fields = KeyTemplates.fields(TERMS);
      fields.remove(field);
      REQUEST.refuses("M-10", 2, new Array(List.of(new IntMap(fields))));
    }
    for (long field : List.of(0L, 9L, 13L, Long.MAX_VALUE)) {
      REQUEST.refuses("M-10", 2, keyWith(field, new Unsigned(0)));
    }
  }

  @Test
  void refusesWhatNoKeyIsMadeWith() {
    REQUEST.refuses("D-1", 2, keyWith(1, new Text("Auth")));
    REQUEST.refuses("M-13", 2, keyWith(2, new Text("")));
    REQUEST.accepts(2, keyWith(3, new Unsigned(65_535)));
    REQUEST.refuses("M-12", 2, keyWith(3, new Unsigned(65_536)));
    REQUEST.refuses("M-12", 2, keyWith(3, new Unsigned(1L << 32)));
    for (long usages : new long[] {1, 2, 3}) {
      REQUEST.accepts(2, keyWith(4, new Unsigned(usages)));
    }
    for (long usages : new long[] {0, 4, 7, (1L << 32) + 1, Long.MAX_VALUE}) {
      REQUEST.refuses("D-5", 2, keyWith(4, new Unsigned(usages)));
    }
    REQUEST.refuses("D-1", 2, keyWith(5, new Text("")));
    REQUEST.refuses("D-2", 2, keyWith(6, new Text("a\u202eb")));
    REQUEST.refuses("D-5", 2, keyWith(7, new Unsigned(1)));
    REQUEST.accepts(2, keyWith(8, new Unsigned(0)));
    REQUEST.refuses("M-12", 2, keyWith(8, new Unsigned(2)));
  }

  @Test
  void takesManagementKeysThatAreAPair() {
    CborItem name = new Text("ES256");
    REQUEST.accepts(1, new Array(List.of(name, bytes(1))));
    REQUEST.accepts(1, new Array(List.of(name, bytes(4096))));
    REQUEST.refuses("M-12", 1, new Array(List.of(name, bytes(4097))));
    REQUEST.refuses("M-12", 1, new Array(List.of(name, bytes(0))));
    REQUEST.refuses("M-12", 1, new Array(List.of()));
    REQUEST.refuses("M-12", 1, new Array(List.of(name)));
    REQUEST.refuses("M-12", 1, new Array(List.of(name, bytes(1), bytes(1))));
    REQUEST.refuses("M-13", 1, new Array(List.of(new Text("ES 256"), bytes(1))));
    REQUEST.refuses("M-13", 1, new Array(List.of(bytes(1), bytes(1))));
    REQUEST.refuses("M-11", 1, new Array(List.of(name, name)));
  }

  @Test
  void refusesTheOtherFieldsOutsideTheirForm() {
    REQUEST.accepts(3, new Text(""));
    REQUEST.accepts(3, new Text("ä".repeat(64)));
    REQUEST.refuses("D-2", 3, new Text("ä".repeat(64) + "a"));
    REQUEST.refuses("D-2", 3, new Text("anna\n"));
    REQUEST.accepts(4, bytes(0));
    REQUEST.accepts(4, bytes(64));
    REQUEST.refuses("M-12", 4, bytes(65));
    REQUEST.refuses("M-12", 5, bytes(31));
    REQUEST.refuses("M-12", 5, bytes(33));
  }

  @Test
  void cannotBeMadeSoThatNobodyReadsIt() {
    refusesToMake(Collections.nCopies(2, TERMS), "", filled(0), Optional.empty());
    refusesToMake(seventeen(), "", filled(0), Optional.empty());
    refusesToMake(List.of(), "a\u0000", filled(0), Optional.empty());
    refusesToMake(List.of(), "", filled(65), Optional.empty());
    refusesToMake(List.of(), "", filled(0), Optional.of(filled(31)));
  }

  @Test
  void copiesItsKeys() {
    List<KeyTerms> keys = new ArrayList<>(List.of(TERMS));
    ProvisioningRequest request =
        new ProvisioningRequest(Optional.empty(), keys, "", Bytes.EMPTY, Optional.empty());
    keys.clear();
    assertThat(request.keys()).containsExactly(TERMS);
  }

  private static void refusesToMake(
      List<KeyTerms> keys, String account, Bytes reference, Optional<Bytes> binding) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ProvisioningRequest(Optional.empty(), keys, account, reference, binding));
  }

  private static List<KeyTerms> seventeen() {
    return IntStream.range(0, 17).mapToObj(i -> terms("k" + i)).toList();
  }

  private static KeyTerms terms(String id) {
    return new KeyTerms(
        id, "ES256", 0, TERMS.usages(), Optional.empty(), "", TERMS.signedAttestation());
  }

  private static CborItem key(String id) {
    return KeyTemplates.item(terms(id));
  }

  private static CborItem keys(int count) {
    return new Array(IntStream.range(0, count).mapToObj(i -> key("k" + i)).toList());
  }

  private static CborItem keyWith(long field, CborItem value) {
    SortedMap<Long, CborItem> fields = KeyTemplates.fields(TERMS);
    fields.put(field, value);
    return new Array(List.of(new IntMap(fields)));
  }

  private static CborItem bytes(int length) {
    return new ByteString(filled(length));
  }
}
