package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.Suite;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.protocol.AttestationMessage;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.testkit.rule.Must;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The atomic step (spec section 5.2). */
interface EstablishmentRules {
  @Must
  @TestFactory
  default Stream<DynamicTest> E6_T3_K4_serverThatRecomputesEverythingAcceptsTheSession(Bench bench)
      throws Exception {
    Map<String, KeyPair> keys = new HashMap<>();
    bench.blank();
    List<Suite> suites = bench.suites();
    Suite first = suites.get(0);
    return suites.stream()
        .filter(suite -> sharesWhatMatters(suite, first))
        .map(suite -> dynamicTest(text(suite), () -> acceptsTheSession(bench, suite, keys)));
  }

  /**
   * K goes from transport to kdf to cipher, and the kdf's hash to the signature: these are run in
   * each combination, what never meets is not.
   */
  private static boolean sharesWhatMatters(Suite suite, Suite first) {
    return suite.attestation().equals(first.attestation())
        || (suite.transport().equals(first.transport()) && suite.cipher().equals(first.cipher()));
  }

  private static String text(Suite suite) {
    return String.join(", ", suite.transport(), suite.attestation(), suite.kdf(), suite.cipher());
  }

  private static void acceptsTheSession(Bench bench, Suite suite, Map<String, KeyPair> keys)
      throws Exception {
    SecurityElementInfo info = bench.element().info();
    if (!info.personalized() || !info.attestations().equals(List.of(suite.attestation()))) {
      bench.element(suite.attestation());
    }
    KeyPair server =
        keys.computeIfAbsent(
            suite.transport(), name -> ServerSide.freshKeys(bench.catalogue(), name));
    Visit visit = Issuer.unmanaged(bench.catalogue(), suite, server).visit(bench.element());
    assertEquals(32, visit.established().seNonce().length());
    assertFalse(visit.established().certificateChain().isEmpty());
    assertEquals(List.of(), visit.established().records());
    visit.commits(visit.commit());
  }

  @Must
  @Test
  default void E1_refusesASuiteThatItDoesNotHave(Bench bench) throws Exception {
    Suite good = bench.suite();
    EstablishRequest request = bench.unmanaged().server().request();
    for (Suite bad : missing(bench, good)) {
      Calls.refused(
          () ->
              bench
                  .element()
                  .establish(
                      new EstablishRequest(
                          request.sessionId(),
                          request.offerHash(),
                          bad,
                          request.serverPublicKey(),
                          Bytes.EMPTY)));
    }
    goesOn(bench);
  }

  private static List<Suite> missing(Bench bench, Suite good) throws Exception {
    List<Suite> missing = new ArrayList<>();
    SecurityElementInfo info = bench.element().info();
    for (String name : others(bench, KeyTransport.class, info.transports())) {
      missing.add(new Suite(name, good.attestation(), good.kdf(), good.cipher()));
    }
    for (String name : others(bench, AttestationScheme.class, info.attestations())) {
      missing.add(new Suite(good.transport(), name, good.kdf(), good.cipher()));
    }
    for (String name : others(bench, KeyDerivation.class, info.kdfs())) {
      missing.add(new Suite(good.transport(), good.attestation(), name, good.cipher()));
    }
    for (String name : others(bench, SessionCipher.class, info.ciphers())) {
      missing.add(new Suite(good.transport(), good.attestation(), good.kdf(), name));
    }
    return missing;
  }

  private static List<String> others(
      Bench bench, Class<? extends Algorithm> role, List<String> has) {
    List<String> names = new ArrayList<>(bench.catalogue().names(role));
    names.removeAll(has);
    names.add("NO-SUCH");
    return names;
  }

  @Must
  @TestFactory
  default Stream<DynamicTest> E1_Y1_Y2_Y3_refusesAServerKeyThatIsNotFit(Bench bench)
      throws Exception {
    bench.suite();
    Map<String, Suite> suites = new LinkedHashMap<>();
    bench.suites().forEach(suite -> suites.putIfAbsent(suite.transport(), suite));
    return suites.values().stream()
        .flatMap(
            suite -> {
              EstablishRequest good = Issuer.unmanaged(bench.catalogue(), suite).server().request();
              return UnfitKeys.of(suite.transport(), good.serverPublicKey()).entrySet().stream()
                  .map(
                      bad ->
                          dynamicTest(
                              suite.transport() + ": " + bad.getKey(),
                              () -> refusesTheKey(bench, good, bad.getValue())));
            });
  }

  private static void refusesTheKey(Bench bench, EstablishRequest good, Bytes bad)
      throws Exception {
    EstablishRequest request =
        new EstablishRequest(good.sessionId(), good.offerHash(), good.suite(), bad, Bytes.EMPTY);
    Calls.refused(() -> bench.element().establish(request));
    bench.element().abort(bench.element().establish(good).handle());
  }

  @Must
  @Test
  default void E2_E5_makesFreshValuesEachTime(Bench bench) throws Exception {
    EstablishRequest request = bench.unmanaged().server().request();
    Set<Bytes> seen = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      Established one = bench.element().establish(request);
      assertTrue(seen.add(one.seNonce()), "a seNonce repeats");
      assertTrue(seen.add(one.encapsulatedKey()), "an EK repeats, and so does K");
      assertTrue(seen.add(one.attestation()), "an AK repeats");
      assertTrue(seen.add(one.handle().value()), "a handle repeats");
      if (i == 1) {
        bench.restart();
      }
    }
  }

  @Must
  @Test
  default void E5_nothingStaysOfAStepThatWasRefused(Bench bench) throws Exception {
    Issuer issuer = bench.unmanaged();
    String algorithm = bench.keyAlgorithm();
    for (int i = 0; i < 4; i++) {
      Calls.refused(
          () ->
              issuer.visit(
                  bench.element(),
                  Issuer.key("good", algorithm, ""),
                  Issuer.key("bad", "NO-SUCH", "")));
    }
    assertEquals(List.of(), bench.objects());
    Visit visit = issuer.visit(bench.element(), Issuer.key("good", algorithm, ""));
    visit.commits(visit.commit());
    assertEquals(1, bench.objects().size());
  }

  @Must
  @Test
  default void T1_T2_T3_exchangingAnyPartBreaksTheAttestation(Bench bench) throws Exception {
    Issuer issuer = bench.unmanaged();
    ServerSide server = issuer.server();
    Established one = bench.element().establish(server.request());
    Established two = bench.element().establish(server.request());
    assertTrue(server.attests(one), "AK does not verify");
    assertTrue(server.attests(two), "AK of the next session does not verify");
    List<Bytes> otherLeaf = bench.ca().chain(ServerSide.leafKey(one));
    assertAll(
        () -> assertFalse(server.attests(with(one, two.seNonce(), one.encapsulatedKey()))),
        () -> assertFalse(server.attests(with(one, one.seNonce(), two.encapsulatedKey()))),
        () -> assertFalse(server.attests(with(one, one.attestation(), otherLeaf)), "leaf"),
        () ->
            assertFalse(server.attests(with(one, two.attestation(), one.certificateChain())), "AK"),
        () -> assertFalse(issuer.server().attests(one), "offer"),
        () -> assertFalse(bench.unmanaged().server().attests(one), "ServerPubK"));
  }

  private static Established with(Established one, Bytes seNonce, Bytes encapsulatedKey) {
    return new Established(
        one.handle(),
        seNonce,
        encapsulatedKey,
        one.attestation(),
        one.certificateChain(),
        one.records());
  }

  private static Established with(Established one, Bytes attestation, List<Bytes> chain) {
    return new Established(
        one.handle(), one.seNonce(), one.encapsulatedKey(), attestation, chain, one.records());
  }

  @Must
  @Test
  default void E4_A6_signsNothingThatWasMadeOutsideAsItIs(Bench bench) throws Exception {
    Issuer issuer = bench.unmanaged();
    String algorithm = bench.keyAlgorithm();
    try (SecretBytes ck = SecretBytes.adopt(new byte[32])) {
      Bytes forged = AttestationMessage.of(ServerSide.random(32), ck);
      Calls.refused(() -> issuer.visit(bench.element(), forged));
    }
    Visit visit =
        issuer.visit(bench.element(), KeyRules.terms("k", algorithm, "SKEP/1 attestation", true));
    Bytes statement = visit.generated().get(0).statement();
    Bytes signature = visit.generated().get(0).signature().orElseThrow();
    Bytes device = ServerSide.leafKey(visit.established());
    String scheme = bench.suite().attestation();
    ServerSide.verifies(
        bench.catalogue(), scheme, device, KeyStatement.message(statement), signature);
    assertFalse(
        ServerSide.isSignature(bench.catalogue(), scheme, device, statement, signature),
        "SE_PrivK signed a statement without its tag");
  }

  private static void goesOn(Bench bench) throws Exception {
    assertEquals(List.of(), bench.objects());
    Visit visit = bench.unmanaged().visit(bench.element());
    visit.commits(visit.commit());
  }
}
