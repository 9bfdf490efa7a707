package dev.skep.testkit.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.testkit.rule.May;
import dev.skep.testkit.rule.Must;
import dev.skep.testkit.rule.Texts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes of an EK that is not what it should be (spec rule X-5), and of texts about it. */
interface DecapsulationRules {
  @Must
  @Test
  default void X5_anEkOfAnotherLengthGivesARandomKAndAReason(KeyTransport transport, Keys keys) {
    Bytes good = ek(transport, keys);
    List<Bytes> bad = new ArrayList<>(List.of(Bytes.EMPTY, Samples.random(65536)));
    for (int length : List.of(0, 1, 2, 31, good.length() / 2, good.length() - 1)) {
      bad.add(good.slice(0, length));
      bad.add(Samples.random(length));
    }
    bad.addAll(Samples.extended(good));
    bad.add(Samples.random(good.length() + 1));
    bad.add(good.slice(1, good.length() - 1));
    for (Bytes each : bad) {
      try (Decapsulation one = transport.decapsulate(keys.own(), each, keys.random());
          Decapsulation two = transport.decapsulate(keys.own(), each, keys.random())) {
        assertFailed(transport, one, each);
        assertFailed(transport, two, each);
        assertFalse(one.sharedSecret().matches(two.sharedSecret()), "the K of a failure repeats");
      }
    }
  }

  private static void assertFailed(KeyTransport transport, Decapsulation got, Bytes ek) {
    assertTrue(got.failure().isPresent(), () -> "takes an EK of " + ek.length() + " bytes");
    assertFalse(got.failure().get().isBlank(), "the audit log hears no reason");
    assertEquals(transport.sharedSecretBytes(), got.sharedSecret().length());
    Bytes zeros = Bytes.of(new byte[transport.sharedSecretBytes()]);
    assertNotEquals(zeros, Bytes.of(got.sharedSecret().copy()), "the K of a failure is zero");
    Texts.assertAbsent(got.failure().get(), got.sharedSecret(), "K");
  }

  @Must
  @Test
  default void X5_aChangedEkNeverGivesKBack(KeyTransport transport, Keys keys) {
    try (Encapsulation sent = transport.encapsulate(keys.own().getPublic(), keys.random())) {
      Bytes good = sent.encapsulatedKey();
      List<Bytes> bad = new ArrayList<>(Samples.flipped(good, 0, good.length(), 20));
      bad.add(Bytes.of(new byte[good.length()]));
      bad.add(Bytes.hex("ff".repeat(good.length())));
      bad.add(Samples.random(good.length()));
      for (Bytes each : bad) {
        try (Decapsulation got = transport.decapsulate(keys.own(), each, keys.random())) {
          assertEquals(transport.sharedSecretBytes(), got.sharedSecret().length());
          assertFalse(got.sharedSecret().matches(sent.sharedSecret()), "a changed EK gives K");
        }
      }
    }
  }

  @May
  @Test
  default void X5_rejectsAChangedEkWithoutAReasonByTheSameKEachTime(
      KeyTransport transport, Keys keys) {
    Bytes good = ek(transport, keys);
    for (Bytes each : Samples.flipped(good, 0, good.length(), 8)) {
      try (Decapsulation one = transport.decapsulate(keys.own(), each, keys.random());
          Decapsulation two = transport.decapsulate(keys.own(), each, keys.random())) {
        assertEquals(one.failure(), two.failure());
        assertEquals(
            one.failure().isEmpty(),
            one.sharedSecret().matches(two.sharedSecret()),
            "the K of a failure is fresh, the K of no failure is not");
      }
    }
  }

  @Must
  @Test
  default void X5_G2_drawsTheKOfAFailureFromTheCallersSourceWhetherItFailsOrNot(
      KeyTransport transport, Keys keys) {
    Bytes good = ek(transport, keys);
    for (Bytes each : List.of(good, Bytes.EMPTY, Samples.random(good.length() + 1))) {
      Source source = new Source(1);
      transport.decapsulate(keys.own(), each, source).close();
      assertTrue(
          source.given() >= transport.sharedSecretBytes(),
          () -> "draws only " + source.given() + " bytes for an EK of " + each.length());
    }
  }

  @Must
  @Test
  default void G4_noSecretIsInAText(KeyTransport transport, Keys keys) {
    try (Encapsulation sent = transport.encapsulate(keys.own().getPublic(), keys.random());
        Decapsulation got =
            transport.decapsulate(keys.own(), sent.encapsulatedKey(), keys.random());
        Decapsulation failed = transport.decapsulate(keys.own(), Bytes.EMPTY, keys.random())) {
      for (Object said : List.of(transport, sent, got, failed, transport.name())) {
        Texts.assertAbsent(said.toString(), sent.sharedSecret(), "K");
        Texts.assertAbsent(said.toString(), failed.sharedSecret(), "the K of a failure");
      }
    }
  }

  private static Bytes ek(KeyTransport transport, Keys keys) {
    try (Encapsulation sent = transport.encapsulate(keys.own().getPublic(), keys.random())) {
      return sent.encapsulatedKey();
    }
  }
}
