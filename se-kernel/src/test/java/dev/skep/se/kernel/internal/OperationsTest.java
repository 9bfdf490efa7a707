package dev.skep.se.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.api.se.ProcessResult.Closed;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.protocol.provisioning.CertificateInstallation;
import dev.skep.protocol.provisioning.ObjectAttributes;
import dev.skep.testkit.se.Calls;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.RecordForger;
import dev.skep.testkit.se.ServerSide;
import dev.skep.testkit.se.Visit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each operation from the server, taken and refused (spec rules P-5, D-8, D-9). */
class OperationsTest {
  private final Device device = new Device().suite(Device.EC);

  /** Records that a server makes in a session with one key {@code k}. */
  @FunctionalInterface
  interface Records {
    Bytes[] of(Visit visit) throws Exception;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void commitsOneOfEachKind(boolean wrapped) throws Exception {
    device.wrapped = wrapped;
    Issuer issuer = device.managed();
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit visit = issuer.visit(element, Issuer.key("k", "pin"));
      visit.takes(visit.puk("puk", "12345678"), visit.pin("pin", "1234", "puk"));
      visit.takes(visit.pin("chosen", ""));
      visit.takes(visit.secret("mac", SecretTerms.HS256, "pin", "0".repeat(32)));
      visit.takes(visit.secret("blob", SecretTerms.OPAQUE, "", "x"), visit.certificate("k", 0));
      assertThat(element.objects()).isEmpty();
      visit.commits(visit.commit());
      String domain = issuer.domain().toHex().substring(0, 8);
      assertThat(element.objects().stream().map(object -> object.name().toString()))
          .containsExactly(
              domain + "/blob",
              domain + "/chosen",
              domain + "/k",
              domain + "/mac",
              domain + "/pin",
              domain + "/puk");
      ProvisionedObject.Key key = (ProvisionedObject.Key) element.objects().get(2);
      assertThat(key.publicKey()).isEqualTo(visit.statement(0).publicKey());
      assertThat(key.certificateChain()).hasSize(2);
      assertThat(((ProvisionedObject.Pin) element.objects().get(1)).isSet()).isFalse();
      assertThat(((ProvisionedObject.Pin) element.objects().get(4)).isSet()).isTrue();
    }
  }

  static Map<String, Records> badValues() {
    Map<String, Records> bad = new TreeMap<>();
    bad.put("a PIN too short", visit -> new Bytes[] {visit.pin("pin", "123")});
    bad.put("a PIN too long", visit -> new Bytes[] {visit.pin("pin", "123456789")});
    bad.put("a PIN of letters", visit -> new Bytes[] {visit.pin("pin", "12a4")});
    bad.put("a PUK without a value", visit -> new Bytes[] {visit.puk("puk", "")});
    bad.put("a PUK of letters", visit -> new Bytes[] {visit.puk("puk", "abcd")});
    bad.put("HS256 too short", visit -> secret(visit, SecretTerms.HS256, 31));
    bad.put("HS256 too long", visit -> secret(visit, SecretTerms.HS256, 65));
    bad.put("opaque without a value", visit -> secret(visit, SecretTerms.OPAQUE, 0));
    bad.put("opaque too long", visit -> secret(visit, SecretTerms.OPAQUE, 1025));
    bad.put("an unknown type", visit -> secret(visit, "org.example/otp", 20));
    return bad;
  }

  static Map<String, Records> badRecords() {
    Map<String, Records> bad = new TreeMap<>();
    bad.put("attributes of no op", visit -> one(visit.record("pin.define", Bytes.EMPTY, "1234")));
    bad.put("attributes of another op", visit -> one(visit.record("pin.define", id(), "1234")));
    bad.put("a deletion with content", visit -> one(visit.record("object.delete", id(), "x")));
    bad.put("a chain with content", visit -> one(visit.record("certificate.install", id(), "x")));
    bad.put(
        "a certificate with content",
        visit ->
            one(
                visit.record(
                    "certificate.install",
                    new CertificateInstallation("k", List.of(Bytes.hex("01"))).encode(),
                    "x")));
    bad.put("one id twice", visit -> new Bytes[] {visit.pin("a", "1234"), visit.puk("a", "1234")});
    bad.put("the id of a key of the request", visit -> one(visit.pin("k", "1234")));
    return bad;
  }

  static Map<String, Records> badSessions() {
    Map<String, Records> bad = new TreeMap<>();
    bad.put("a PUK that is not there", visit -> one(visit.pin("p", "1234", "puk")));
    bad.put(
        "a PUK that is a PIN",
        visit -> new Bytes[] {visit.pin("q", "1234"), visit.pin("p", "1234", "q")});
    bad.put("a PIN that is not there", visit -> one(visit.secret("s", "opaque", "p", "x")));
    bad.put(
        "a PIN that is a PUK",
        visit -> new Bytes[] {visit.puk("p", "1234"), visit.secret("s", "opaque", "p", "x")});
    bad.put("a certificate for no key", visit -> one(visit.certificate("x", 0)));
    bad.put(
        "a certificate for a PIN",
        visit -> new Bytes[] {visit.pin("p", "1234"), visit.certificate("p", 0)});
    bad.put(
        "a certificate of another key",
        visit -> one(visit.certificate("k", Device.CA.chain(visit.server().publicKey()))));
    bad.put(
        "what is no certificate",
        visit -> one(visit.certificate("k", List.of(ServerSide.random(100)))));
    bad.put("to unblock what is not there", visit -> one(visit.unblock("p", "")));
    bad.put(
        "to unblock what it makes itself",
        visit -> new Bytes[] {visit.pin("p", "1234"), visit.unblock("p", "")});
    bad.put("to delete what is not there", visit -> one(visit.delete("p")));
    bad.put("to delete what it makes itself", visit -> one(visit.delete("k")));
    return bad;
  }

  static List<String> valueNames() {
    return List.copyOf(badValues().keySet());
  }

  static List<String> recordNames() {
    return List.copyOf(badRecords().keySet());
  }

  static List<String> sessionNames() {
    return List.copyOf(badSessions().keySet());
  }

  @ParameterizedTest
  @MethodSource("valueNames")
  @DisplayName("attack 61: a value that breaks its policy gets what a bad MAC gets, nothing stays")
  void valueThatBreaksItsPolicyIsNotToldFromABadMac(String name) throws Exception {
    for (boolean wrapped : new boolean[] {false, true}) {
      device.wrapped = wrapped;
      Issuer issuer = device.managed();
      try (KernelSecurityElement element = device.openPersonalized()) {
        byte[] before = device.storage.content();
        Visit spoiled = issuer.visit(element, Issuer.key("k", ""));
        byte[] mac = spoiled.pin("pin", "1234").toArray();
        mac[mac.length - 1] ^= 1;
        assertThat(spoiled.send(Bytes.of(mac))).isEqualTo(new Closed());
        Visit weak = issuer.visit(element, Issuer.key("k", ""));
        weak.takes(weak.pin("fine", "1234"));
        assertThat(weak.send(badValues().get(name).of(weak))).isEqualTo(new Closed());
        Calls.noSuchSession(element, weak.handle(), weak.commit());
        assertThat(element.objects()).isEmpty();
        assertThat(device.storage.content()).isEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recordNames")
  void recordThatMayNotBeObeyedClosesTheSession(String name) throws Exception {
    Issuer issuer = device.managed();
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit visit = issuer.visit(element, Issuer.key("k", ""));
      visit.closes(badRecords().get(name).of(visit));
      assertThat(element.objects()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("sessionNames")
  void whatDoesNotFitTogetherIsNotCommitted(String name) throws Exception {
    Issuer issuer = device.managed();
    try (KernelSecurityElement element = device.openPersonalized()) {
      byte[] before = device.storage.content();
      Visit visit = issuer.visit(element, Issuer.key("k", ""));
      visit.takes(visit.pin("fine", "1234"));
      visit.takes(badSessions().get(name).of(visit));
      visit.closes(visit.commit());
      assertThat(element.objects()).isEmpty();
      assertThat(device.storage.content()).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("attack 58: a PIN record as a PUK, for another object, session or place closes it")
  void recordOfAnotherOpObjectOrSessionClosesTheSession() throws Exception {
    Issuer issuer = device.managed();
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit op = issuer.visit(element);
      op.closes(RecordForger.withOp(op.pin("pin", "1234"), "puk.define"));
      Visit object = issuer.visit(element);
      Bytes good = object.pin("pin", "1234");
      object.closes(RecordForger.withAttributes(good, ObjectAttributes.ofId("pim")));
      Visit replayed = issuer.visit(element);
      Bytes first = replayed.pin("pin", "1234");
      replayed.takes(first);
      replayed.closes(first);
      Visit dropped = issuer.visit(element);
      dropped.pin("lost", "1234");
      dropped.closes(dropped.commit());
      Visit one = issuer.visit(element);
      Visit other = issuer.visit(element);
      Bytes foreign = one.pin("pin", "1234");
      other.closes(foreign);
      one.commits(foreign, one.commit());
      assertThat(element.objects()).hasSize(1);
    }
  }

  private static Bytes[] secret(Visit visit, String type, int length) {
    return one(visit.secret("s", type, "", "x".repeat(length)));
  }

  private static Bytes[] one(Bytes record) {
    return new Bytes[] {record};
  }

  private static Bytes id() {
    return ObjectAttributes.ofId("k");
  }
}
