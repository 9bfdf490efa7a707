package dev.skep.testkit.algorithm;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.testkit.rule.Must;
import dev.skep.testkit.rule.Texts;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is no signature, and that nothing but no is said to it (spec rule A-8). */
interface RefusalRules {
  @Must
  @Test
  default void A8_refusesASignatureWithAnyPartChanged(AttestationScheme scheme, Keys keys) {
    PublicKey key = keys.own().getPublic();
    Bytes good = signed(scheme, keys);
    for (Bytes changed : Samples.flipped(good, 0, good.length(), 48)) {
      assertFalse(scheme.verify(key, SignatureRules.MESSAGE, changed), "takes a changed signature");
    }
    assertTrue(scheme.verify(key, SignatureRules.MESSAGE, good), "the last one was refused");
  }

  @Must
  @Test
  default void A8_refusesASignatureOfAnotherLength(AttestationScheme scheme, Keys keys) {
    PublicKey key = keys.own().getPublic();
    Bytes good = signed(scheme, keys);
    List<Bytes> bad = new ArrayList<>(Samples.cut(good));
    bad.addAll(Samples.extended(good));
    bad.add(good.slice(1, good.length() - 1));
    for (int length : List.of(1, 2, 31, 32, 33, 64, 65, 127, 255, 257, 1000, 65536)) {
      bad.add(Samples.random(length));
    }
    for (Bytes each : bad) {
      assertFalse(
          scheme.verify(key, SignatureRules.MESSAGE, each),
          () -> "takes a signature of " + each.length() + " bytes");
    }
  }

  @Must
  @Test
  default void A8_refusesWhatNobodySigned(AttestationScheme scheme, Keys keys) {
    PublicKey key = keys.own().getPublic();
    int length = signed(scheme, keys).length();
    Bytes zeros = Bytes.of(new byte[length]);
    for (Bytes forged :
        List.of(
            zeros,
            Samples.flipped(zeros, 0),
            Samples.flipped(zeros, 8 * (length - 1)),
            Bytes.hex("00".repeat(length - length / 2 - 1) + "01" + "00".repeat(length / 2)),
            Bytes.hex("01".repeat(length)),
            Bytes.hex("7f".repeat(length)),
            Bytes.hex("ff".repeat(length)),
            Samples.random(length))) {
      for (Bytes message : List.of(Bytes.EMPTY, SignatureRules.MESSAGE, forged)) {
        assertFalse(scheme.verify(key, message, forged), () -> "takes " + forged);
      }
    }
  }

  @Must
  @Test
  default void G4_noSecretIsInAText(AttestationScheme scheme, Keys keys) {
    signed(scheme, keys);
    byte[] pkcs8 = keys.own().getPrivate().getEncoded();
    int half = Math.min(16, pkcs8.length / 2);
    Bytes end = Bytes.of(pkcs8, pkcs8.length - half, half);
    Texts.assertAbsent(scheme.toString(), end, "a private key");
    Texts.assertAbsent(scheme.name(), end, "a private key");
  }

  private static Bytes signed(AttestationScheme scheme, Keys keys) {
    return scheme.sign(keys.own().getPrivate(), SignatureRules.MESSAGE, keys.random());
  }
}
