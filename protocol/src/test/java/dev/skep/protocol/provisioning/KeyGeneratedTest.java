package dev.skep.protocol.provisioning;

import static dev.skep.protocol.message.MessageType.filled;
import static dev.skep.protocol.provisioning.ProvisioningTypes.GENERATED;
import static dev.skep.protocol.provisioning.ProvisioningTypes.STATEMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborLimits;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The attributes of {@code key.generated} (spec rule D-6). */
class KeyGeneratedTest {
  @Test
  void keepsTheStatementByteForByteWithAndWithoutASignature() throws Exception {
    for (Optional<Bytes> signature : List.of(Optional.<Bytes>empty(), Optional.of(filled(64)))) {
      KeyGenerated generated = new KeyGenerated(STATEMENT.valid(), signature);
      assertThat(KeyGenerated.decode(generated.encode(), CborLimits.DEFAULT)).isEqualTo(generated);
    }
  }

  @Test
  void refusesFieldsOutsideTheirSize() {
    for (long field : new long[] {1, 2}) {
      GENERATED.accepts(field, new ByteString(filled(1)));
      GENERATED.accepts(field, new ByteString(filled(60_000)));
      GENERATED.refuses("M-12", field, new ByteString(Bytes.EMPTY));
    }
  }

  @Test
  void cannotBeMadeSoThatNobodyReadsIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyGenerated(Bytes.EMPTY, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyGenerated(filled(1), Optional.of(Bytes.EMPTY)));
  }
}
