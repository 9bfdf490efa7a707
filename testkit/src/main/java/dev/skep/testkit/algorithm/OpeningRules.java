package dev.skep.testkit.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.testkit.rule.Must;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What does not open, always with the same answer (spec rules R-3 and C-4). */
interface OpeningRules {
  long SEQUENCE = 7;

  @Must
  @Test
  default void C4_R3_everyBitOfTheBodyCounts(SessionCipher cipher) {
    for (Bytes plaintext : List.of(Records.PLAINTEXT, Bytes.EMPTY)) {
      Bytes body = Records.seal(cipher, SEQUENCE, Records.DATA, plaintext);
      for (Bytes changed : Samples.flipped(body, 0, body.length(), 8 * body.length())) {
        refused(cipher, SEQUENCE, Records.DATA, changed);
      }
    }
  }

  @Must
  @Test
  default void C4_R2_everyBitOfAssociatedDataAndSequenceNumberCounts(SessionCipher cipher) {
    Bytes body = Records.seal(cipher, SEQUENCE, Records.DATA, Records.PLAINTEXT);
    int length = Records.DATA.length();
    for (Bytes changed : Samples.flipped(Records.DATA, 0, length, 8 * length)) {
      refused(cipher, SEQUENCE, changed, body);
    }
    for (Bytes extended : Samples.extended(Records.DATA)) {
      refused(cipher, SEQUENCE, extended, body);
    }
    refused(cipher, SEQUENCE, Records.DATA.slice(0, length - 1), body);
    refused(cipher, SEQUENCE, Bytes.EMPTY, body);
    for (int bit = 0; bit < 32; bit++) {
      long other = SEQUENCE ^ (1L << bit);
      if (other < cipher.maximumRecords()) {
        refused(cipher, other, Records.DATA, body);
      }
    }
  }

  @Must
  @Test
  default void C4_R3_refusesABodyOfAnotherLength(SessionCipher cipher) {
    Bytes body = Records.seal(cipher, SEQUENCE, Records.DATA, Records.PLAINTEXT);
    for (int length = 0; length < body.length(); length++) {
      refused(cipher, SEQUENCE, Records.DATA, body.slice(0, length));
    }
    for (Bytes extended : Samples.extended(body)) {
      refused(cipher, SEQUENCE, Records.DATA, extended);
    }
    refused(cipher, SEQUENCE, Records.DATA, body.slice(1, body.length() - 1));
  }

  @Must
  @Test
  default void C4_R3_refusesWhatNobodySealed(SessionCipher cipher) {
    for (int length = 0; length < 200; length++) {
      refused(cipher, 0, Records.DATA, Samples.random(length));
      refused(cipher, 0, Records.DATA, Bytes.of(new byte[length]));
    }
    refused(cipher, 0, Records.DATA, Samples.random(65536));
  }

  @Must
  @Test
  default void C4_everyByteOfTheKeyCounts(SessionCipher cipher) {
    Bytes body = Records.seal(cipher, SEQUENCE, Records.DATA, Records.PLAINTEXT);
    for (int i = 0; i < cipher.keyBytes(); i++) {
      byte[] wrong = Samples.random(cipher.keyBytes()).toArray();
      wrong[i] ^= 1;
      try (SecretBytes key = SecretBytes.adopt(wrong)) {
        assertNotEquals(
            Optional.of(Records.PLAINTEXT),
            Records.open(cipher, key, SEQUENCE, Records.DATA, body),
            "opens with another key");
      }
    }
  }

  private static void refused(SessionCipher cipher, long sequence, Bytes data, Bytes body) {
    assertEquals(
        Optional.empty(),
        Records.open(cipher, sequence, data, body),
        () -> "opens a body of " + body.length() + " bytes that is not as it was sealed");
  }
}
