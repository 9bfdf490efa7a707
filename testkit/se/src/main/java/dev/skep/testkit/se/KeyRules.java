package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.protocol.cbor.Cbor;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborItem.Array;
import dev.skep.protocol.cbor.CborItem.IntMap;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborItem.Unsigned;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.provisioning.IssuerDomain;
import dev.skep.protocol.provisioning.KeyAttestation;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import dev.skep.testkit.rule.Must;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Keys that the atomic step makes, and what the SE says of them (spec 11.1 and section 12). */
interface KeyRules {
  static KeyTerms terms(String id, String algorithm, String label, boolean signed) {
    return new KeyTerms(
        id,
        algorithm,
        0,
        Set.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.NON_REPUDIATION),
        Optional.empty(),
        label,
        signed);
  }

  @Must
  @Test
  default void D5_makesKeysOfAtLeastOneAlgorithm(Bench bench) throws Exception {
    assertFalse(bench.keyAlgorithm().isEmpty());
  }

  @Must
  @TestFactory
  default Stream<DynamicTest> D6_KA1_KA2_KA3_U6_makesKeysAndSaysWhatTheyAre(Bench bench) {
    return bench.schemes().stream()
        .map(algorithm -> dynamicTest(algorithm, () -> makesKeys(bench, algorithm)));
  }

  private static void makesKeys(Bench bench, String algorithm) throws Exception {
    bench.element("");
    Issuer issuer = bench.unmanaged();
    KeyTerms signed = terms("signed", algorithm, "Schlüssel ✓", true);
    KeyTerms plain = Issuer.key("plain", bench.keyAlgorithm(), "pin");
    Optional<Visit> made = Bench.unlessRefused(() -> issuer.visit(bench.element(), signed, plain));
    if (made.isEmpty()) {
      return;
    }
    Visit visit = made.get();
    assertEquals(2, visit.generated().size());
    assertFalse(visit.statement(0).publicKey().equals(visit.statement(1).publicKey()));
    saysWhatItIs(issuer, visit, 0, signed);
    saysWhatItIs(issuer, visit, 1, plain);
    assertTrue(visit.generated().get(1).signature().isEmpty());
    Bytes statement = visit.generated().get(0).statement();
    Bytes signature = visit.generated().get(0).signature().orElseThrow();
    String scheme = bench.suite().attestation();
    ServerSide.verifies(
        bench.catalogue(),
        scheme,
        ServerSide.leafKey(visit.established()),
        KeyStatement.message(statement),
        signature);
    visit.commits(visit.pin("pin", "1234"), visit.commit());
    Holder holder = bench.holder(issuer);
    ProvisionedObject.Key key = holder.key("signed");
    assertEquals(
        new KeyAttestation(statement, scheme, signature, visit.established().certificateChain()),
        KeyAttestation.decode(key.attestation(), CborLimits.DEFAULT));
    assertEquals(Bytes.EMPTY, holder.key("plain").attestation());
    signs(bench, holder, "signed", "", visit.statement(0));
    signs(bench, holder, "plain", "1234", visit.statement(1));
  }

  private static void saysWhatItIs(Issuer issuer, Visit visit, int number, KeyTerms terms)
      throws Exception {
    KeyStatement statement = visit.statement(number);
    assertEquals(
        new KeyStatement(
            terms,
            statement.publicKey(),
            visit.server().sessionId(),
            issuer.domain(),
            IssuerDomain.serverKeyHash(visit.server().publicKey())),
        statement);
    assertEquals(statement.encode(), visit.generated().get(number).statement());
  }

  private static void signs(
      Bench bench, Holder holder, String id, String pin, KeyStatement statement) throws Exception {
    assertEquals(statement.publicKey(), holder.key(id).publicKey());
    assertEquals(statement.terms(), holder.key(id).terms());
    ServerSide.verifies(
        bench.catalogue(),
        statement.terms().algorithm(),
        statement.publicKey(),
        Holder.MESSAGE,
        Holder.output(holder.sign(id, pin)));
  }

  @Must
  @TestFactory
  default Stream<DynamicTest> D1_D5_M10_refusesARequestThatIsNone(Bench bench) throws Exception {
    Bytes good = bench.unmanaged().request(Issuer.key("k", bench.keyAlgorithm(), "")).encode();
    return badRequests(good).entrySet().stream()
        .map(
            bad ->
                dynamicTest(
                    bad.getKey(),
                    () -> {
                      Issuer issuer = bench.unmanaged();
                      Calls.refused(() -> issuer.visit(bench.element(), bad.getValue()));
                      Visit visit = issuer.visit(bench.element(), good);
                      bench.element().abort(visit.handle());
                    }));
  }

  private static Map<String, Bytes> badRequests(Bytes good) throws Exception {
    Map<String, Bytes> bad = new LinkedHashMap<>();
    bad.put("random bytes", ServerSide.random(40));
    bad.put("a byte behind it", Bytes.concat(good, Bytes.of(new byte[1])));
    bad.put("cut short", good.slice(0, good.length() - 1));
    SortedMap<Long, CborItem> request = fields(Cbor.decode(good, CborLimits.DEFAULT));
    CborItem key = ((Array) Objects.requireNonNull(request.get(2L))).items().get(0);
    bad.put("two keys of one id", with(request, 2, new Array(List.of(key, key))));
    bad.put("an unknown field", with(request, 9, new Unsigned(1)));
    bad.put("an exportable key", withKey(request, key, 7, new Unsigned(1)));
    bad.put("a key without usages", withKey(request, key, 4, new Unsigned(0)));
    bad.put("a key with an unknown usage", withKey(request, key, 4, new Unsigned(4)));
    for (String id : List.of("", "K", "-k", ".k", "k k", "k/", "é", "k".repeat(33))) {
      bad.put("a key called '" + id + "'", withKey(request, key, 1, new Text(id)));
    }
    bad.put("a label of two lines", withKey(request, key, 6, new Text("a\nb")));
    bad.put("a label that is too long", withKey(request, key, 6, new Text("x".repeat(129))));
    return bad;
  }

  private static Bytes withKey(
      SortedMap<Long, CborItem> request, CborItem key, long field, CborItem value) {
    SortedMap<Long, CborItem> changed = fields(key);
    changed.put(field, value);
    return with(request, 2, new Array(List.of(new IntMap(changed))));
  }

  private static Bytes with(SortedMap<Long, CborItem> request, long field, CborItem value) {
    SortedMap<Long, CborItem> changed = new TreeMap<>(request);
    changed.put(field, value);
    return Cbor.encode(new IntMap(changed));
  }

  private static SortedMap<Long, CborItem> fields(CborItem map) {
    return new TreeMap<>(((IntMap) map).entries());
  }

  @Must
  @Test
  default void D1_D5_takesIdsAndLabelsOfTheLimits(Bench bench) throws Exception {
    String algorithm = bench.keyAlgorithm();
    Issuer issuer = bench.unmanaged();
    Visit visit =
        issuer.visit(
            bench.element(),
            terms("0._-" + "z".repeat(28), algorithm, "é".repeat(64), false),
            terms("a", algorithm, "", false));
    visit.commits(visit.commit());
    assertEquals(2, bench.objects().size());
  }

  @Must
  @Test
  default void D5_refusesAKeyThatItCannotMake(Bench bench) throws Exception {
    Issuer issuer = bench.unmanaged();
    String good = bench.keyAlgorithm();
    Calls.refused(
        () -> issuer.visit(bench.element(), terms("k", "org.example/no-such", "", false)));
    for (String algorithm : bench.schemes()) {
      KeyTerms odd =
          new KeyTerms(
              "k",
              algorithm,
              1023,
              Set.of(KeyUsage.DIGITAL_SIGNATURE),
              Optional.empty(),
              "",
              false);
      Calls.refused(() -> issuer.visit(bench.element(), terms("g", good, "", false), odd));
    }
    assertEquals(List.of(), bench.objects());
  }

  @Must
  @Test
  default void Y1_Y2_D11_refusesAManagementKeyThatIsNotFit(Bench bench) throws Exception {
    Issuer plain = bench.unmanaged();
    ManagementKey good = bench.managed().managementKey().orElseThrow();
    Bytes key = good.publicKey();
    for (ManagementKey bad :
        List.of(
            new ManagementKey(good.scheme(), key.slice(0, key.length() - 1)),
            new ManagementKey(good.scheme(), Bytes.concat(key, Bytes.of(new byte[1]))),
            new ManagementKey(good.scheme(), ServerSide.random(key.length())),
            new ManagementKey("NO-SUCH", key))) {
      Bytes request =
          new ProvisioningRequest(
                  Optional.of(bad), List.of(), "alice", Bytes.EMPTY, Optional.empty())
              .encode();
      Calls.refused(() -> plain.visit(bench.element(), request));
    }
  }
}
