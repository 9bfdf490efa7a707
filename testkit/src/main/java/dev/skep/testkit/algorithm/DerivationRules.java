package dev.skep.testkit.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Derivation;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.testkit.rule.Must;
import dev.skep.testkit.rule.Texts;
import dev.skep.testkit.rule.Together;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What comes of K (spec sections 3.3, 3.6 and 6). */
interface DerivationRules {
  Bytes K = Samples.random(32);
  Bytes CONTEXT = Samples.random(48);
  String LABEL = "SKEP/1 external";

  @Must
  @Test
  default void K3_namesAHashForTheTranscript(KeyDerivation kdf) throws Exception {
    MessageDigest hash = MessageDigest.getInstance(kdf.transcriptHash());
    assertTrue(hash.getDigestLength() >= 32, kdf.transcriptHash() + " is too short");
  }

  @Must
  @Test
  default void K6_givesExactlyTheLengthThatIsAskedFor(KeyDerivation kdf) {
    for (int length = 1; length <= 255; length++) {
      assertEquals(length, derive(kdf, K, LABEL, CONTEXT, length).length());
    }
  }

  @Must
  @Test
  default void K6_refusesALengthOutsideTheRange(KeyDerivation kdf) {
    for (int length : List.of(0, -1, Integer.MIN_VALUE, 256, 1024, Integer.MAX_VALUE)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> derive(kdf, K, LABEL, CONTEXT, length),
          () -> "derives a key of " + length + " bytes");
    }
    for (int length : List.of(0, 1, 15)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> derive(kdf, Samples.random(length), LABEL, CONTEXT, 32),
          () -> "takes K of " + length + " bytes");
    }
    for (int length : List.of(16, 17, 31, 32, 33, 48, 64, 65, 128, 129, 500)) {
      assertEquals(32, derive(kdf, Samples.random(length), LABEL, CONTEXT, 32).length());
    }
  }

  @Must
  @Test
  default void K6_givesTheSameKeyAgain(KeyDerivation kdf) {
    for (int length : List.of(16, 32, 64, 255)) {
      Bytes key = derive(kdf, K, LABEL, CONTEXT, length);
      derive(kdf, Samples.random(64), "another label", Bytes.EMPTY, length);
      assertEquals(key, derive(kdf, K, LABEL, CONTEXT, length));
    }
  }

  @Must
  @Test
  default void K6_everyBitOfKAndContextCounts(KeyDerivation kdf) {
    for (int length : List.of(16, 32, 64, 200)) {
      Bytes key = Samples.random(length);
      Set<Bytes> seen = new HashSet<>(Set.of(derive(kdf, key, LABEL, CONTEXT, 32)));
      for (Bytes other : Samples.flipped(key, 0, length, 8 * length)) {
        assertTrue(seen.add(derive(kdf, other, LABEL, CONTEXT, 32)), "two K give one key");
      }
    }
    Set<Bytes> seen = new HashSet<>(Set.of(derive(kdf, K, LABEL, CONTEXT, 32)));
    for (Bytes other : Samples.flipped(CONTEXT, 0, CONTEXT.length(), 8 * CONTEXT.length())) {
      assertTrue(seen.add(derive(kdf, K, LABEL, other, 32)), "two contexts give one key");
    }
    assertTrue(seen.add(derive(kdf, K, LABEL, Bytes.EMPTY, 32)), "an empty context is ignored");
  }

  @Must
  @Test
  default void K4_K6_keysOfAllLabelsDiffer(KeyDerivation kdf) {
    List<String> labels =
        List.of(
            "SKEP/1 confirm",
            "SKEP/1 server to se",
            "SKEP/1 se to server",
            "SKEP/1 external",
            "SKEP/1 externam",
            "skep/1 external",
            "SKEP/1 external ",
            "SKEP/1",
            "");
    Set<Bytes> seen = new HashSet<>();
    for (String label : labels) {
      Bytes key = derive(kdf, K, label, CONTEXT, 32);
      assertTrue(seen.add(key), () -> "'" + label + "' gives the key of another label");
      assertTrue(seen.add(key.slice(16, 16)) && seen.add(key.slice(0, 16)), "halves repeat");
    }
  }

  @Must
  @Test
  default void K6_theBorderOfLabelAndContextCounts(KeyDerivation kdf) {
    assertNotEquals(
        derive(kdf, K, "ab", Bytes.utf8("c"), 32), derive(kdf, K, "a", Bytes.utf8("bc"), 32));
    assertNotEquals(
        derive(kdf, K, "", Bytes.utf8("abc"), 32), derive(kdf, K, "abc", Bytes.EMPTY, 32));
  }

  @Must
  @Test
  default void K6_noLabelStandsForAnother(KeyDerivation kdf) {
    List<Optional<Bytes>> keys = new ArrayList<>();
    keys.add(tried(kdf, "a\0b", Bytes.utf8("c")));
    keys.add(tried(kdf, "a", Bytes.utf8("b\0c")));
    keys.add(tried(kdf, "a?", CONTEXT));
    keys.add(tried(kdf, "a\u00e9", CONTEXT));
    keys.add(tried(kdf, "a\ud83d\ude00", CONTEXT));
    List<Bytes> given = keys.stream().flatMap(Optional::stream).toList();
    assertEquals(given.size(), new HashSet<>(given).size(), "two labels give one key");
  }

  private static Optional<Bytes> tried(KeyDerivation kdf, String label, Bytes context) {
    try {
      return Optional.of(derive(kdf, K, label, context, 32));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Must
  @Test
  default void K6_saysNothingOfK(KeyDerivation kdf) {
    Bytes key = derive(kdf, K, LABEL, CONTEXT, 255);
    for (int from = 0; from + 8 <= K.length(); from++) {
      assertFalse(key.toHex().contains(K.slice(from, 8).toHex()), "K is in the key as it is");
    }
    assertNotEquals(Bytes.of(new byte[255]), key);
  }

  @Must
  @Test
  default void G3_neitherChangesNorKeepsK(KeyDerivation kdf) {
    SecretBytes key = SecretBytes.adopt(K.toArray());
    SecretBytes one = kdf.derive(key, LABEL, CONTEXT, 32);
    assertEquals(K, Bytes.of(key.copy()), "K was changed");
    Bytes before = Bytes.of(one.copy());
    SecretBytes two = kdf.derive(key, LABEL, CONTEXT, 32);
    key.close();
    two.close();
    derive(kdf, K, "another label", CONTEXT, 32);
    assertEquals(before, Bytes.of(one.copy()), "a key went with another one, or with K");
    one.close();
    assertThrows(IllegalStateException.class, one::copy);
    assertEquals(before, derive(kdf, K, LABEL, CONTEXT, 32));
  }

  @Must
  @Test
  default void K6_derivesManyKeysOfOneContextAsItDerivesOne(KeyDerivation kdf) {
    for (Bytes context : List.of(CONTEXT, Bytes.EMPTY)) {
      try (SecretBytes key = SecretBytes.adopt(K.toArray());
          Derivation derivation = kdf.begin(key, context)) {
        for (int length : List.of(32, 1, 255, 48)) {
          for (String label : List.of(LABEL, "SKEP/1 confirm", LABEL, "")) {
            assertEquals(
                derive(kdf, K, label, context, length),
                taken(derivation.derive(label, length)),
                () -> "'" + label + "' gives another key than by itself");
          }
          assertThrows(IllegalArgumentException.class, () -> derivation.derive(LABEL, 0));
          assertThrows(IllegalArgumentException.class, () -> derivation.derive(LABEL, 256));
        }
      }
    }
  }

  @Must
  @Test
  default void G3_whatHasBegunEndsByItself(KeyDerivation kdf) {
    try (SecretBytes key = SecretBytes.adopt(K.toArray())) {
      Derivation ended = kdf.begin(key, CONTEXT);
      Derivation other = kdf.begin(key, CONTEXT);
      SecretBytes derived = ended.derive(LABEL, 32);
      ended.close();
      ended.close();
      assertThrows(IllegalStateException.class, () -> ended.derive(LABEL, 32));
      assertEquals(K, Bytes.of(key.copy()), "K went with it");
      assertEquals(taken(other.derive(LABEL, 32)), taken(derived), "a key or another one did");
      other.close();
    }
  }

  @Must
  @Test
  default void G1_servesManyThreadsAtOnce(KeyDerivation kdf) throws Exception {
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      Bytes key = Samples.random(32 + thread);
      Bytes expected = derive(kdf, key, LABEL, CONTEXT, 64);
      work.add(
          () -> {
            boolean same = true;
            for (int i = 0; i < 200; i++) {
              same &= expected.equals(derive(kdf, key, LABEL, CONTEXT, 64));
            }
            return same;
          });
    }
    assertEquals(Collections.nCopies(4, true), Together.run(work), "threads disturb each other");
  }

  @Must
  @Test
  default void G4_noSecretIsInAText(KeyDerivation kdf) {
    Bytes derived = derive(kdf, K, LABEL, CONTEXT, 32);
    List<String> texts = new ArrayList<>(List.of(kdf.toString(), kdf.name()));
    try {
      derive(kdf, K, LABEL, CONTEXT, 0);
    } catch (RuntimeException e) {
      texts.add(e.toString());
    }
    for (String text : texts) {
      Texts.assertAbsent(text, K, "K");
      Texts.assertAbsent(text, derived, "a key");
    }
  }

  private static Bytes derive(
      KeyDerivation kdf, Bytes key, String label, Bytes context, int lengthBytes) {
    try (SecretBytes secret = SecretBytes.adopt(key.toArray())) {
      return taken(kdf.derive(secret, label, context, lengthBytes));
    }
  }

  private static Bytes taken(SecretBytes key) {
    try (key) {
      return Bytes.of(key.copy());
    }
  }
}
