package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.protocol.cbor.MapWriter;
import dev.skep.protocol.provisioning.CertificateInstallation;
import dev.skep.protocol.provisioning.ObjectAttributes;
import dev.skep.testkit.rule.Must;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each operation from the server, taken and refused (spec rules D-1, D-2, D-8, D-9). */
interface OperationRules {
  /** Records that a server makes in a session with one key {@code k}. */
  @FunctionalInterface
  interface Records {
    Bytes[] of(Visit visit) throws Exception;
  }

  private static Bytes[] all(Bytes... records) {
    return records;
  }

  @Must
  @Test
  default void D8_makesOneOfEachKindAsItsTermsSay(Bench bench) throws Exception {
    Issuer issuer = bench.unmanaged();
    Visit visit = issuer.visit(bench.element(), Issuer.key("k", bench.keyAlgorithm(), "pin"));
    List<Bytes> chain = issuer.ca().chain(visit.statement(0).publicKey());
    visit.takes(visit.puk("puk", "12345678"), visit.pin("pin", "1234", "puk"));
    visit.takes(visit.pin("chosen", ""), visit.certificate("k", chain));
    visit.takes(visit.secret("mac", SecretTerms.HS256, "pin", "0".repeat(32)));
    visit.commits(visit.secret("blob", SecretTerms.OPAQUE, "", "x"), visit.commit());
    List<ProvisionedObject> objects = bench.objects();
    assertEquals(
        List.of("blob", "chosen", "k", "mac", "pin", "puk"),
        objects.stream().map(object -> object.name().id()).toList());
    Holder holder = bench.holder(issuer);
    assertEquals(chain, holder.key("k").certificateChain());
    assertFalse(holder.pin("chosen").isSet());
    assertTrue(holder.pin("pin").isSet());
    assertEquals(3, holder.pin("pin").triesLeft());
    assertEquals("puk", holder.pin("pin").terms().pukId().orElseThrow());
    assertEquals(3, holder.puk("puk").triesLeft());
  }

  @Must
  @Test
  default void D8_takesSecretsOfEachLengthOfTheirType(Bench bench) throws Exception {
    Issuer issuer = bench.unmanaged();
    Visit visit = issuer.visit(bench.element());
    visit.takes(visit.secret("h32", SecretTerms.HS256, "", "x".repeat(32)));
    visit.takes(visit.secret("h64", SecretTerms.HS256, "", "x".repeat(64)));
    visit.takes(visit.secret("o1", SecretTerms.OPAQUE, "", "x"));
    visit.takes(visit.secret("o1024", SecretTerms.OPAQUE, "", "x".repeat(1024)));
    visit.commits(visit.commit());
    assertEquals(4, bench.objects().size());
  }

  private static Map<String, Records> badRecords() {
    Map<String, Records> bad = new LinkedHashMap<>();
    bad.put("HS256 of 31 bytes", visit -> secret(visit, SecretTerms.HS256, 31));
    bad.put("HS256 of 65 bytes", visit -> secret(visit, SecretTerms.HS256, 65));
    bad.put("opaque without a value", visit -> secret(visit, SecretTerms.OPAQUE, 0));
    bad.put("opaque of 1025 bytes", visit -> secret(visit, SecretTerms.OPAQUE, 1025));
    bad.put("a secret of an unknown type", visit -> secret(visit, "org.example/otp", 32));
    for (String op :
        List.of(
            "pin.define",
            "puk.define",
            "secret.import",
            "certificate.install",
            "pin.unblock",
            "object.delete")) {
      bad.put(op + " without attributes", visit -> all(visit.record(op, Bytes.EMPTY, "")));
      bad.put(op + " with a list", visit -> all(visit.record(op, Bytes.hex("80"), "")));
      bad.put(
          op + " with an unknown field",
          visit -> all(visit.record(op, new MapWriter().text(1, "k").text(23, "x").encode(), "")));
    }
    bad.put("a PIN with an id alone", visit -> all(visit.record("pin.define", id("p"), "1234")));
    bad.put(
        "a certificate with a plaintext",
        visit ->
            all(
                visit.record(
                    "certificate.install",
                    new CertificateInstallation("k", List.of(Bytes.hex("01"))).encode(),
                    "x")));
    return bad;
  }

  private static Map<String, Records> badSessions() {
    Map<String, Records> bad = new LinkedHashMap<>();
    bad.put("a deletion with a plaintext", v -> all(v.record("object.delete", id("k"), "x")));
    bad.put("one id twice", v -> all(v.pin("a", "1234"), v.puk("a", "1234")));
    bad.put("the id of a key of the request", v -> all(v.pin("k", "1234")));
    bad.put("a PUK that is not there", v -> all(v.pin("p", "1234", "puk")));
    bad.put("a PUK that is a PIN", v -> all(v.pin("q", "1234"), v.pin("p", "1234", "q")));
    bad.put("a PIN that is not there", v -> all(v.secret("s", "opaque", "p", "x")));
    bad.put("a PIN that is a PUK", v -> all(v.puk("p", "1234"), v.secret("s", "opaque", "p", "x")));
    bad.put("a certificate for no key", v -> all(v.certificate("x", 0)));
    bad.put("a certificate for a PIN", v -> all(v.pin("p", "1234"), v.certificate("p", 0)));
    bad.put(
        "a certificate of another key",
        v -> all(v.certificate("k", new DeviceCa("CA").chain(v.server().publicKey()))));
    bad.put("the issuer's certificate first", v -> all(v.certificate("k", reversed(v))));
    bad.put("no certificate", v -> all(v.certificate("k", List.of(ServerSide.random(100)))));
    bad.put("to unblock what is not there", v -> all(v.unblock("p", "")));
    bad.put("to unblock what it makes", v -> all(v.pin("p", "1234"), v.unblock("p", "")));
    bad.put("to unblock a key", v -> all(v.unblock("k", "")));
    bad.put("to delete what is not there", v -> all(v.delete("p")));
    bad.put("to delete what it makes", v -> all(v.delete("k")));
    return bad;
  }

  private static List<Bytes> reversed(Visit visit) throws Exception {
    List<Bytes> chain = new DeviceCa("CA").chain(visit.statement(0).publicKey());
    return List.of(chain.get(1), chain.get(0));
  }

  @Must
  @TestFactory
  default Stream<DynamicTest> D1_D2_D8_P5_recordThatCannotBeObeyedClosesTheSession(Bench bench) {
    Map<String, Records> bad = new LinkedHashMap<>(badRecords());
    for (String id : List.of("", "P", "-p", ".p", "p p", "p/", "é", "p".repeat(33))) {
      bad.put("the id '" + id + "'", visit -> all(visit.record("pin.define", pin(id), "1234")));
    }
    for (String label : List.of("a\nb", "\u0000", "x".repeat(129), "\u007f")) {
      bad.put(
          "a label of "
              + label.length()
              + " characters, the last one of "
              + label.codePointAt(label.length() - 1),
          visit -> all(visit.record("secret.import", secret(label), "x")));
    }
    return bad.entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> {
                      Visit visit = withKey(bench);
                      visit.closes(entry.getValue().of(visit));
                      assertEquals(List.of(), bench.objects());
                    }));
  }

  @Must
  @TestFactory
  default Stream<DynamicTest> D8_D9_whatDoesNotFitTogetherIsNotCommitted(Bench bench) {
    return badSessions().entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> {
                      Visit visit = withKey(bench);
                      visit.takes(visit.pin("fine", "1234"));
                      visit.isNotCommitted(entry.getValue().of(visit));
                      assertEquals(List.of(), bench.objects());
                    }));
  }

  private static Visit withKey(Bench bench) throws Exception {
    String algorithm = bench.keyAlgorithm();
    return bench.managed().visit(bench.element(), Issuer.key("k", algorithm, ""));
  }

  private static Bytes[] secret(Visit visit, String type, int length) {
    return all(visit.secret("s", type, "", "x".repeat(length)));
  }

  private static Bytes secret(String label) {
    return new MapWriter().text(1, "s").text(2, SecretTerms.OPAQUE).text(4, label).encode();
  }

  private static Bytes pin(String id) {
    MapWriter map = new MapWriter().text(1, id);
    return map.unsigned(2, 1).unsigned(3, 4).unsigned(4, 8).unsigned(5, 3).encode();
  }

  private static Bytes id(String id) {
    return ObjectAttributes.ofId(id);
  }
}
