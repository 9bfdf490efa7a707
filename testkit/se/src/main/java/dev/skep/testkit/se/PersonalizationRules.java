package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.testkit.rule.Must;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Key and chain of the SE (the contract of {@code PersonalizableSecurityElement}). */
interface PersonalizationRules {
  @Must
  @Test
  default void E1_blankElementEstablishesNothing(Bench bench) throws Exception {
    PersonalizableSecurityElement blank = bench.blank();
    assertFalse(blank.info().personalized());
    Suite suite = bench.suites().get(0);
    ServerSide server = Issuer.unmanaged(bench.catalogue(), suite).server();
    Calls.refused(() -> blank.establish(server.request()));
    Calls.refused(() -> blank.installCertificateChain(bench.ca().chain(server.publicKey())));
    Calls.refused(() -> blank.createAttestationKey("NO-SUCH"));
    assertFalse(blank.info().personalized());
  }

  @Must
  @Test
  default void E6_takesTheChainOfItsOwnKeyOnce(Bench bench) throws Exception {
    PersonalizableSecurityElement element = bench.blank();
    String scheme = bench.suites().get(0).attestation();
    Bytes earlier = element.createAttestationKey(scheme);
    Bytes key = element.createAttestationKey(scheme);
    assertNotEquals(earlier, key, "the same key twice");
    List<Bytes> good = bench.ca().chain(key);
    Bytes leaf = good.get(0);
    for (List<Bytes> bad :
        List.of(
            bench.ca().chain(earlier),
            List.of(good.get(1), leaf),
            List.of(ServerSide.random(200)),
            List.of(leaf.slice(0, leaf.length() - 1)),
            Collections.nCopies(9, leaf))) {
      Calls.refused(() -> element.installCertificateChain(bad));
    }
    assertFalse(element.info().personalized());
    element.installCertificateChain(good);
    isLocked(element, scheme, good);
    isLocked((PersonalizableSecurityElement) bench.restart(), scheme, good);
    assertEquals(good, bench.unmanaged().visit(bench.element()).established().certificateChain());
  }

  private static void isLocked(
      PersonalizableSecurityElement element, String scheme, List<Bytes> chain) throws Exception {
    assertTrue(element.info().personalized());
    assertEquals(List.of(scheme), element.info().attestations());
    Calls.refused(() -> element.createAttestationKey(scheme));
    Calls.refused(() -> element.installCertificateChain(chain));
  }
}
