package dev.skep.protocol.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.Transcript;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the SE confirms (spec rules P-2, P-4). */
class ReceiptTest {
  private static final Bytes ONE = change("puk.define", "a", "1");
  private static final Bytes TWO = change("pin.define", "b", "2");

  @Test
  void aChangeIsTheDigestOfOpAttributesAndPlaintext() {
    Bytes message =
        Bytes.concat(
            Bytes.hex("00000003"),
            Bytes.utf8("abc"),
            Bytes.hex("00000000"),
            Bytes.hex("00000002"),
            Bytes.utf8("xy"));
    assertThat(change("abc", "", "xy")).isEqualTo(Transcript.digest("SHA-256", message));
  }

  @Test
  @DisplayName("attack 54: what moves from one part of a change to the next gives another digest")
  void partsCannotBeMoved() {
    assertThat(
            List.of(
                change("ab", "c", "d"),
                change("a", "bc", "d"),
                change("ab", "", "cd"),
                change("abc", "", "d"),
                change("ab", "cd", ""),
                change("abcd", "", "")))
        .doesNotHaveDuplicates();
  }

  @Test
  void aReceiptHasTheNumberAndTheDigestOverAllDigests() {
    Bytes expected =
        Bytes.concat(
            Bytes.hex("a20102025820"), Transcript.digest("SHA-256", Bytes.concat(ONE, TWO)));
    assertThat(receipt(ONE, TWO)).isEqualTo(expected);
  }

  @Test
  void nothingChangedIsAReceiptToo() {
    assertThat(receipt())
        .isEqualTo(
            Bytes.concat(Bytes.hex("a20100025820"), Transcript.digest("SHA-256", Bytes.EMPTY)));
  }

  @Test
  void orderAndNumberOfTheChangesMatter() {
    assertThat(
            List.of(
                receipt(ONE, TWO),
                receipt(TWO, ONE),
                receipt(ONE),
                receipt(TWO),
                receipt(ONE, ONE, TWO),
                receipt(Bytes.concat(ONE, TWO))))
        .doesNotHaveDuplicates();
  }

  @Test
  void thePlaintextStaysTheCallers() {
    try (SecretBytes plaintext = SecretBytes.adopt(Bytes.utf8("4711").toArray())) {
      Receipt.change("pin.define", Bytes.EMPTY, plaintext);
      Bytes after = plaintext.use(Bytes::of);
      assertThat(after).isEqualTo(Bytes.utf8("4711"));
    }
  }

  private static Bytes change(String op, String attributes, String text) {
    try (SecretBytes plaintext = SecretBytes.adopt(Bytes.utf8(text).toArray())) {
      return Receipt.change(op, Bytes.utf8(attributes), plaintext);
    }
  }

  private static Bytes receipt(Bytes... changes) {
    try (SecretBytes receipt = Receipt.of(List.of(changes))) {
      return receipt.use(Bytes::of);
    }
  }
}
