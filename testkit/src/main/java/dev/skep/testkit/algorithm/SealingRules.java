package dev.skep.testkit.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.testkit.rule.Must;
import dev.skep.testkit.rule.Texts;
import dev.skep.testkit.rule.Together;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What sealing does to a record (spec sections 3.4 and 3.6). */
interface SealingRules {
  int SMALLEST_TAG_BYTES = 16;

  @Must
  @Test
  default void C4_opensWhatItSealed(SessionCipher cipher) {
    for (long sequence : List.of(0L, 1L, 255L, 256L, 1L << 31, cipher.maximumRecords() - 1)) {
      for (int length : List.of(0, 1, 15, 16, 17, 64, 16_384, 70_000)) {
        Bytes plaintext = Samples.random(length);
        for (Bytes data : List.of(Bytes.EMPTY, Records.DATA, Samples.random(1000))) {
          Bytes body = Records.seal(cipher, sequence, data, plaintext);
          assertEquals(Optional.of(plaintext), Records.open(cipher, sequence, data, body));
        }
      }
    }
  }

  @Must
  @Test
  default void C4_sealsTheSameAlikeAndEachSequenceNumberDifferently(SessionCipher cipher) {
    Set<Bytes> starts = new HashSet<>();
    List<Long> numbers = new ArrayList<>(List.of(0L, cipher.maximumRecords() - 1));
    for (int bit = 0; bit < 32; bit++) {
      numbers.add(1L << bit);
    }
    numbers.removeIf(number -> number >= cipher.maximumRecords());
    for (long number : new HashSet<>(numbers)) {
      Bytes body = Records.seal(cipher, number, Records.DATA, Records.PLAINTEXT);
      assertEquals(body, Records.seal(cipher, number, Records.DATA, Records.PLAINTEXT));
      assertTrue(starts.add(body.slice(0, 16)), () -> number + " is sealed as another number is");
    }
  }

  @Must
  @Test
  default void C4_hidesThePlaintextAndHasAFullTag(SessionCipher cipher) {
    Bytes plaintext = Samples.random(64);
    Bytes body = Records.seal(cipher, 7, Records.DATA, plaintext);
    for (int from = 0; from + 8 <= plaintext.length(); from++) {
      assertFalse(body.toHex().contains(plaintext.slice(from, 8).toHex()), "plaintext is seen");
    }
    assertTrue(body.length() >= plaintext.length() + SMALLEST_TAG_BYTES, "the tag is too short");
    int tag = Records.seal(cipher, 7, Records.DATA, Bytes.EMPTY).length();
    assertTrue(tag >= SMALLEST_TAG_BYTES, "the tag is too short");
  }

  @Must
  @Test
  default void C3_sealsAndOpensNoNumberOutsideTheRange(SessionCipher cipher) {
    long maximum = cipher.maximumRecords();
    assertTrue(maximum > 0 && maximum <= 1L << 32, () -> maximum + " records under one key");
    Bytes good = Records.seal(cipher, maximum - 1, Records.DATA, Records.PLAINTEXT);
    for (long number : List.of(-1L, Long.MIN_VALUE, maximum, 1L << 32, Long.MAX_VALUE)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> Records.seal(cipher, number, Records.DATA, Records.PLAINTEXT),
          () -> "seals number " + number);
      assertThrows(
          IllegalArgumentException.class,
          () -> Records.open(cipher, number, Records.DATA, good),
          () -> "opens number " + number);
    }
  }

  @Must
  @Test
  default void C4_refusesAKeyOfAnotherLength(SessionCipher cipher) {
    int right = cipher.keyBytes();
    assertTrue(right >= 16, () -> "a key of " + right + " bytes");
    for (int length : List.of(0, right - 1, right + 1, 2 * right)) {
      try (SecretBytes key = SecretBytes.adopt(new byte[length]);
          SecretBytes plaintext = SecretBytes.adopt(new byte[1])) {
        assertThrows(
            IllegalArgumentException.class, () -> cipher.seal(key, 0, Bytes.EMPTY, plaintext));
        assertThrows(
            IllegalArgumentException.class, () -> cipher.open(key, 0, Bytes.EMPTY, Bytes.EMPTY));
      }
    }
  }

  @Must
  @Test
  default void G3_neitherChangesNorKeepsWhatItIsGiven(SessionCipher cipher) {
    try (SecretBytes key = Records.key(cipher);
        SecretBytes before = Records.key(cipher);
        SecretBytes plaintext = SecretBytes.adopt(Records.PLAINTEXT.toArray())) {
      Bytes body = cipher.seal(key, 0, Records.DATA, plaintext);
      assertEquals(Records.PLAINTEXT, Bytes.of(plaintext.copy()), "the plaintext was changed");
      SecretBytes one = cipher.open(key, 0, Records.DATA, body).orElseThrow();
      SecretBytes two = cipher.open(key, 0, Records.DATA, body).orElseThrow();
      assertTrue(key.matches(before), "the key was changed");
      two.close();
      Bytes other = Samples.random(Records.PLAINTEXT.length());
      Records.open(cipher, 1, Bytes.EMPTY, Records.seal(cipher, 1, Bytes.EMPTY, other));
      assertEquals(Records.PLAINTEXT, Bytes.of(one.copy()), "a buffer is used again");
      one.close();
      assertThrows(IllegalStateException.class, one::copy);
    }
  }

  @Must
  @Test
  default void G1_servesManyThreadsAtOnce(SessionCipher cipher) throws Exception {
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      Bytes plaintext = Samples.random(100 + thread);
      long first = 1000L * thread;
      work.add(
          () -> {
            boolean same = true;
            for (long i = first; i < first + 200; i++) {
              Bytes body = Records.seal(cipher, i, Records.DATA, plaintext);
              Optional<Bytes> opened = Records.open(cipher, i, Records.DATA, body);
              same &= opened.equals(Optional.of(plaintext));
            }
            return same;
          });
    }
    assertEquals(Collections.nCopies(4, true), Together.run(work), "threads disturb each other");
  }

  @Must
  @Test
  default void G4_noSecretIsInAText(SessionCipher cipher) {
    Records.seal(cipher, 0, Records.DATA, Records.PLAINTEXT);
    try (SecretBytes key = Records.key(cipher)) {
      List<String> texts = new ArrayList<>(List.of(cipher.toString(), cipher.name()));
      try {
        cipher.open(key, -1, Records.DATA, Bytes.EMPTY);
      } catch (RuntimeException e) {
        texts.add(e.toString());
      }
      for (String text : texts) {
        Texts.assertAbsent(text, key, "a key");
        Texts.assertAbsent(text, Records.PLAINTEXT, "a plaintext");
      }
    }
  }
}
