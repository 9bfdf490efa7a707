package dev.skep.testkit.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.testkit.rule.May;
import dev.skep.testkit.rule.Must;
import dev.skep.testkit.rule.Together;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** How K travels when nobody tampers (spec sections 3.1 and 3.6). */
interface TransportRules {
  int SMALLEST_SECRET_BYTES = 16;

  @Must
  @Test
  default void X3_wantsAFreshKeyPairForEachOfferUnlessItIsRsa(KeyTransport transport) {
    boolean mayKeep = transport.name().equals("RSA-OAEP-256");
    assertTrue(mayKeep || transport.keyPairPerOffer(), "one key would serve many offers");
  }

  @Must
  @Test
  default void X8_bothSidesGetTheSameKWithKeysThatHaveTravelled(KeyTransport transport, Keys keys)
      throws Exception {
    KeyPair travelled = keys.travelled();
    for (int i = 0; i < 2; i++) {
      try (Encapsulation sent = transport.encapsulate(travelled.getPublic(), keys.random());
          Decapsulation got =
              transport.decapsulate(travelled, sent.encapsulatedKey(), keys.random());
          Decapsulation untravelled =
              transport.decapsulate(keys.own(), sent.encapsulatedKey(), keys.random())) {
        assertEquals(Optional.empty(), got.failure());
        assertTrue(got.sharedSecret().matches(sent.sharedSecret()), "K is not the same");
        assertTrue(untravelled.sharedSecret().matches(sent.sharedSecret()), "K is not the same");
      }
    }
  }

  @Must
  @Test
  default void X8_KHasAlwaysTheLengthThatIsDeclared(KeyTransport transport, Keys keys) {
    int declared = transport.sharedSecretBytes();
    assertTrue(declared >= SMALLEST_SECRET_BYTES, "K of " + declared + " bytes");
    for (KeyPair pair : List.of(keys.own(), keys.other())) {
      try (Encapsulation sent = transport.encapsulate(pair.getPublic(), keys.random());
          Decapsulation got = transport.decapsulate(pair, sent.encapsulatedKey(), keys.random())) {
        assertEquals(declared, sent.sharedSecret().length());
        assertEquals(declared, got.sharedSecret().length());
      }
    }
  }

  @Must
  @Test
  default void X8_E2_KAndEkAreFreshEachTime(KeyTransport transport, Keys keys) {
    Set<Bytes> secrets = new HashSet<>();
    Set<Bytes> encapsulated = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      try (Encapsulation sent = transport.encapsulate(keys.own().getPublic(), keys.random())) {
        Bytes secret = Bytes.of(sent.sharedSecret().copy());
        assertTrue(secrets.add(secret), "K repeats");
        assertTrue(encapsulated.add(sent.encapsulatedKey()), "EK repeats");
        String ek = sent.encapsulatedKey().toHex();
        assertFalse(ek.contains(secret.slice(0, 8).toHex()), "K is in EK as it is");
        assertTrue(
            secret.length() < 8 || new HashSet<>(octets(secret)).size() > 1, "K is one byte");
      }
    }
  }

  private static List<Integer> octets(Bytes bytes) {
    List<Integer> octets = new ArrayList<>();
    for (int i = 0; i < bytes.length(); i++) {
      octets.add(bytes.at(i));
    }
    return octets;
  }

  @Must
  @Test
  default void X8_anEkForAnotherKeyGivesAnotherK(KeyTransport transport, Keys keys) {
    try (Encapsulation sent = transport.encapsulate(keys.own().getPublic(), keys.random());
        Decapsulation got =
            transport.decapsulate(keys.other(), sent.encapsulatedKey(), keys.random())) {
      assertEquals(transport.sharedSecretBytes(), got.sharedSecret().length());
      assertFalse(got.sharedSecret().matches(sent.sharedSecret()), "another key gets K");
    }
  }

  @Must
  @Test
  default void K5_G3_eachKIsErasedByItself(KeyTransport transport, Keys keys) {
    Encapsulation first = transport.encapsulate(keys.own().getPublic(), keys.random());
    Bytes before = Bytes.of(first.sharedSecret().copy());
    Decapsulation got = transport.decapsulate(keys.own(), first.encapsulatedKey(), keys.random());
    Encapsulation second = transport.encapsulate(keys.own().getPublic(), keys.random());
    assertEquals(before, Bytes.of(first.sharedSecret().copy()), "K was changed by another call");
    second.close();
    got.close();
    assertEquals(before, Bytes.of(first.sharedSecret().copy()), "K went with another one");
    first.close();
    for (Runnable use :
        List.<Runnable>of(
            () -> first.sharedSecret().copy(),
            () -> second.sharedSecret().copy(),
            () -> got.sharedSecret().copy())) {
      assertThrows(IllegalStateException.class, use::run, "K is there after it was closed");
    }
  }

  @Must
  @Test
  default void G1_servesManyThreadsAtOnce(KeyTransport transport, Keys keys) throws Exception {
    Callable<Boolean> work =
        () -> {
          boolean right = true;
          for (int i = 0; i < 6; i++) {
            try (Encapsulation sent = transport.encapsulate(keys.own().getPublic(), keys.random());
                Decapsulation got =
                    transport.decapsulate(keys.own(), sent.encapsulatedKey(), keys.random())) {
              right &= got.failure().isEmpty() && got.sharedSecret().matches(sent.sharedSecret());
            }
          }
          return right;
        };
    assertEquals(Collections.nCopies(4, true), Together.run(Collections.nCopies(4, work)));
  }

  @May
  @Test
  default void G2_takesItsRandomNumbersFromTheCallersSource(KeyTransport transport, Keys keys) {
    try (Encapsulation one = transport.encapsulate(keys.own().getPublic(), new Source(1));
        Encapsulation same = transport.encapsulate(keys.own().getPublic(), new Source(1));
        Encapsulation other = transport.encapsulate(keys.own().getPublic(), new Source(2))) {
      assertFalse(one.sharedSecret().matches(other.sharedSecret()), "K does not depend on it");
      assertFalse(same.sharedSecret().matches(other.sharedSecret()), "K does not depend on it");
      assertNotEquals(one.encapsulatedKey(), other.encapsulatedKey(), "EK does not depend on it");
    }
  }
}
