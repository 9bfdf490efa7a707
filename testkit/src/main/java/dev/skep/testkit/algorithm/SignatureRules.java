package dev.skep.testkit.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.testkit.rule.Must;
import dev.skep.testkit.rule.Together;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What a signature is over (spec sections 3.2 and 3.6). */
interface SignatureRules {
  Bytes MESSAGE = Bytes.concat(Bytes.utf8("SKEP/1 attestation\0"), Samples.random(64));

  @Must
  @Test
  default void A8_verifiesWhatItSignedWithKeysThatHaveTravelled(AttestationScheme scheme, Keys keys)
      throws Exception {
    KeyPair travelled = keys.travelled();
    for (int length : List.of(0, 1, 64, 111, 4096, 200_000)) {
      Bytes message = Samples.random(length);
      Bytes signature = scheme.sign(travelled.getPrivate(), message, keys.random());
      assertTrue(scheme.verify(travelled.getPublic(), message, signature));
      assertTrue(scheme.verify(keys.own().getPublic(), message, signature));
      Bytes untravelled = scheme.sign(keys.own().getPrivate(), message, keys.random());
      assertTrue(scheme.verify(travelled.getPublic(), message, untravelled));
    }
  }

  @Must
  @Test
  default void A8_A6_everyPartOfALongMessageCounts(AttestationScheme scheme, Keys keys) {
    Bytes message = Samples.random(100_000);
    Bytes signature = scheme.sign(keys.own().getPrivate(), message, keys.random());
    assertTrue(scheme.verify(keys.own().getPublic(), message, signature));
    for (Bytes changed : Samples.flipped(message, 0, message.length(), 12)) {
      assertFalse(
          scheme.verify(keys.own().getPublic(), changed, signature), "takes another message");
    }
  }

  @Must
  @Test
  default void A8_refusesAMessageThatIsChangedCutOrExtended(AttestationScheme scheme, Keys keys) {
    Bytes signature = scheme.sign(keys.own().getPrivate(), MESSAGE, keys.random());
    List<Bytes> others = new ArrayList<>(Samples.flipped(MESSAGE, 0, MESSAGE.length(), 16));
    others.addAll(Samples.extended(MESSAGE));
    others.add(MESSAGE.slice(0, MESSAGE.length() - 1));
    others.add(MESSAGE.slice(1, MESSAGE.length() - 1));
    others.add(Bytes.EMPTY);
    for (Bytes other : others) {
      assertFalse(scheme.verify(keys.own().getPublic(), other, signature), "takes another message");
    }
    Bytes ofNothing = scheme.sign(keys.own().getPrivate(), Bytes.EMPTY, keys.random());
    assertFalse(scheme.verify(keys.own().getPublic(), MESSAGE, ofNothing));
    assertFalse(scheme.verify(keys.own().getPublic(), Bytes.hex("00"), ofNothing));
  }

  @Must
  @Test
  default void A6_aDigestDoesNotStandForItsMessage(AttestationScheme scheme, Keys keys)
      throws Exception {
    Bytes ofMessage = scheme.sign(keys.own().getPrivate(), MESSAGE, keys.random());
    for (String hash : List.of("SHA-1", "SHA-256", "SHA-384", "SHA-512", "SHA3-256")) {
      Bytes digest = Bytes.of(MessageDigest.getInstance(hash).digest(MESSAGE.toArray()));
      assertFalse(
          scheme.verify(keys.own().getPublic(), digest, ofMessage), "verifies a digest: " + hash);
      Bytes ofDigest = scheme.sign(keys.own().getPrivate(), digest, keys.random());
      assertFalse(
          scheme.verify(keys.own().getPublic(), MESSAGE, ofDigest), "signs a digest: " + hash);
    }
  }

  @Must
  @Test
  default void A8_refusesWhatAnotherKeySigned(AttestationScheme scheme, Keys keys) {
    Bytes own = scheme.sign(keys.own().getPrivate(), MESSAGE, keys.random());
    Bytes other = scheme.sign(keys.other().getPrivate(), MESSAGE, keys.random());
    assertNotEquals(own, other, "two keys sign alike");
    assertFalse(scheme.verify(keys.other().getPublic(), MESSAGE, own), "takes another key's");
    assertFalse(scheme.verify(keys.own().getPublic(), MESSAGE, other), "takes another key's");
    assertTrue(scheme.verify(keys.other().getPublic(), MESSAGE, other));
  }

  @Must
  @Test
  default void G1_servesManyThreadsAtOnce(AttestationScheme scheme, Keys keys) throws Exception {
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      Bytes message = Samples.random(1000 + thread);
      work.add(
          () -> {
            boolean right = true;
            for (int i = 0; i < 6; i++) {
              Bytes signature = scheme.sign(keys.own().getPrivate(), message, keys.random());
              right &= scheme.verify(keys.own().getPublic(), message, signature);
            }
            return right;
          });
    }
    keys.own();
    assertEquals(Collections.nCopies(4, true), Together.run(work));
  }
}
