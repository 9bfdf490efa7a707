package dev.skep.protocol.provisioning;

import static dev.skep.protocol.message.MessageType.filled;
import static dev.skep.protocol.provisioning.ProvisioningTypes.ATTESTATION;
import static dev.skep.protocol.provisioning.ProvisioningTypes.STATEMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborItem.Array;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An attestation that stands on its own (spec rule KA-3). */
class KeyAttestationTest {
  @Test
  void keepsEveryFieldByteForByte() throws Exception {
    KeyAttestation attestation = KeyAttestation.decode(ATTESTATION.valid(), CborLimits.DEFAULT);
    assertThat(attestation.statement()).isEqualTo(STATEMENT.valid());
    assertThat(attestation.scheme()).isEqualTo("ES256");
    assertThat(attestation.signature()).isEqualTo(filled(64));
    assertThat(attestation.certificateChain()).containsExactly(filled(300), filled(400));
    assertThat(KeyAttestation.PEM_LABEL).isEqualTo("SKEP KEY ATTESTATION");
  }

  @Test
  void refusesFieldsOutsideTheirSize() {
    for (long field : new long[] {1, 3}) {
      ATTESTATION.accepts(field, bytes(1));
      ATTESTATION.accepts(field, bytes(60_000));
      ATTESTATION.refuses("M-12", field, bytes(0));
    }
    ATTESTATION.refuses("M-13", 2, new Text(""));
    ATTESTATION.refuses("M-13", 2, new Text("n".repeat(65)));
  }

  @Test
  void takesOneToEightCertificates() {
    ATTESTATION.accepts(4, copies(1, bytes(500)));
    ATTESTATION.accepts(4, copies(8, bytes(500)));
    ATTESTATION.refuses("M-12", 4, copies(0, bytes(500)));
    ATTESTATION.refuses("M-12", 4, copies(9, bytes(500)));
    ATTESTATION.refuses("M-12", 4, copies(2, bytes(0)));
    ATTESTATION.refuses("M-11", 4, copies(2, new Text("x")));
  }

  @Test
  void cannotBeMadeSoThatNobodyReadsIt() {
    Bytes one = filled(1);
    refusesToMake(Bytes.EMPTY, "ES256", one, List.of(one));
    refusesToMake(one, "", one, List.of(one));
    refusesToMake(one, "ES256", Bytes.EMPTY, List.of(one));
    refusesToMake(one, "ES256", one, List.of());
    refusesToMake(one, "ES256", one, List.of(Bytes.EMPTY));
    refusesToMake(one, "ES256", one, Collections.nCopies(9, one));
  }

  @Test
  void copiesItsChain() {
    List<Bytes> chain = new ArrayList<>(List.of(filled(3)));
    KeyAttestation attestation = new KeyAttestation(filled(1), "ES256", filled(2), chain);
    chain.clear();
    assertThat(attestation.certificateChain()).containsExactly(filled(3));
  }

  private static void refusesToMake(
      Bytes statement, String scheme, Bytes signature, List<Bytes> chain) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyAttestation(statement, scheme, signature, chain));
  }

  private static CborItem bytes(int length) {
    return new ByteString(filled(length));
  }

  private static CborItem copies(int count, CborItem item) {
    return new Array(Collections.nCopies(count, item));
  }
}
