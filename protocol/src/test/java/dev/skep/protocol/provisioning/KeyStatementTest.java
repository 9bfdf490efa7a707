package dev.skep.protocol.provisioning;

import static dev.skep.protocol.message.MessageType.filled;
import static dev.skep.protocol.provisioning.ProvisioningTypes.STATEMENT;
import static dev.skep.protocol.provisioning.ProvisioningTypes.TERMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborItem.Unsigned;
import dev.skep.protocol.cbor.CborLimits;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an SE says of a key that it made (spec rules KA-1, KA-2). */
class KeyStatementTest {
  @Test
  void keepsEveryField() throws Exception {
    assertThat(KeyStatement.decode(STATEMENT.valid(), CborLimits.DEFAULT))
        .isEqualTo(new KeyStatement(TERMS, filled(91), filled(16), filled(32), filled(32)));
  }

  @Test
  void refusesOtherVersions() {
    for (long version : new long[] {0, 2, 257, Long.MAX_VALUE}) {
      STATEMENT.refuses("KA-1", 13, new Unsigned(version));
    }
  }

  @Test
  void refusesWhatNoKeyIsMadeWith() {
    STATEMENT.refuses("D-1", 1, new Text("a/b"));
    STATEMENT.refuses("M-13", 2, new Text("ES 256"));
    STATEMENT.refuses("M-12", 3, new Unsigned(65_536));
    STATEMENT.refuses("D-5", 4, new Unsigned(0));
    STATEMENT.refuses("D-5", 4, new Unsigned(5));
    STATEMENT.refuses("D-1", 5, new Text("-"));
    STATEMENT.refuses("D-2", 6, new Text("\u0085"));
    STATEMENT.refuses("D-5", 7, new Unsigned(1));
    STATEMENT.refuses("M-12", 8, new Unsigned(2));
  }

  @Test
  void refusesByteStringsOutsideTheirSize() {
    STATEMENT.accepts(9, bytes(1));
    STATEMENT.accepts(9, bytes(16_384));
    STATEMENT.refuses("M-12", 9, bytes(0));
    STATEMENT.refuses("M-12", 9, bytes(16_385));
    for (int wrong : new int[] {0, 15, 17, 32}) {
      STATEMENT.refuses("M-12", 10, bytes(wrong));
    }
    for (int wrong : new int[] {0, 31, 33}) {
      STATEMENT.refuses("M-12", 11, bytes(wrong));
      STATEMENT.refuses("M-12", 12, bytes(wrong));
    }
  }

  @Test
  void cannotBeMadeSoThatNobodyReadsIt() {
    for (List<Integer> sizes :
        List.of(
            List.of(0, 16, 32, 32),
            List.of(16_385, 16, 32, 32),
            List.of(91, 15, 32, 32),
            List.of(91, 16, 31, 32),
            List.of(91, 16, 32, 33))) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new KeyStatement(
                      TERMS,
                      filled(sizes.get(0)),
                      filled(sizes.get(1)),
                      filled(sizes.get(2)),
                      filled(sizes.get(3))));
    }
  }

  @Test
  @DisplayName("attack 16: what SE_PrivK signs of a key begins with a tag of its own")
  void theSignedMessageIsTagZeroAndTheStatementAsItIs() {
    Bytes message = KeyStatement.message(STATEMENT.valid());
    assertThat(message)
        .isEqualTo(
            Bytes.concat(Bytes.utf8("SKEP/1 key attestation"), Bytes.hex("00"), STATEMENT.valid()));
  }

  private static CborItem bytes(int length) {
    return new ByteString(filled(length));
  }
}
