package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import dev.skep.testkit.vectors.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation of spec rule D-8, by itself: what is one, what is none. */
class OperationsTest {
  private static final Path VECTORS = Path.of(System.getProperty("skep.root"), "vectors");
  private static final Card CARD = Card.personalized(Card.ES256);
  private static final Issuer ISSUER = Issuers.managed();

  /** Operations by the type of their vectors, with a content that is good for them. */
  private static final Map<String, String> OPERATIONS =
      Map.of(
          "pin-define", "pin.define",
          "puk-define", "puk.define",
          "secret-import", "secret.import",
          "certificate-install", "certificate.install",
          "pin-unblock", "pin.unblock",
          "object-delete", "object.delete",
          "commit", "commit");

  static Stream<Scenario> malformed() {
    return Scenario.readAll(VECTORS).stream()
        .filter(s -> s.text("kind").equals("message") && s.text("expect").startsWith("reject"))
        .filter(s -> OPERATIONS.containsKey(s.text("type")));
  }

  @AfterEach
  void leavesNothing() {
    assertThat(CARD.objects()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void attributesThatAreNoneCloseTheSession(Scenario scenario) throws Exception {
    String op = OPERATIONS.get(scenario.text("type"));
    Visit visit = Issuers.visit(ISSUER, CARD);
    String content =
        op.startsWith("secret") ? "x".repeat(32) : op.startsWith("p") ? "12345678" : "";
    visit.closes(visit.record(op, scenario.bytes("message"), content));
  }

  /** Format, shortest, longest, a value that fits, and what does not fit. */
  @ParameterizedTest
  @CsvSource({
    "1, 4, 8, 1234, 123",
    "1, 4, 8, 12345678, 123456789",
    "1, 4, 8, 1234, 12a4",
    "1, 4, 8, 1234, 12/4",
    "1, 4, 8, 1234, 12:4",
    "2, 4, 8, azAZ09, az-Z",
    "2, 4, 8, zzzz, zz{z",
    "2, 4, 8, AAAA, AA@A",
    "2, 4, 8, AAAA, AA[A",
    "2, 4, 8, aaaa, aa`a",
    "3, 4, 8, !~aZ, aa a",
    "3, 4, 8, !!!!, ÄÄ",
    "3, 8, 8, 12345678, 1234567",
    "3, 8, 8, 12345678, 123456789",
  })
  void valuesFitThePolicyOrCloseTheSession(
      int format, int shortest, int longest, String good, String bad) throws Exception {
    for (String op : new String[] {"pin.define", "puk.define"}) {
      Bytes attributes = policy(format, shortest, longest, 3);
      Visit visit = Issuers.visit(ISSUER, CARD);
      visit.takes(visit.record(op, attributes, good));
      visit = Issuers.visit(ISSUER, CARD);
      visit.closes(visit.record(op, attributes, bad));
    }
    abort();
  }

  /** A control of ASCII and the end of it are not visible. */
  @Test
  void controlsAreNotVisible() throws Exception {
    for (String bad : new String[] {"12\u007f4", "12\u001f4", "12\u00004"}) {
      Visit visit = Issuers.visit(ISSUER, CARD);
      visit.closes(visit.record("pin.define", policy(3, 4, 8, 3), bad));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 4, 64, 1, true", "3, 64, 64, 15, true", "1, 3, 64, 3, false", "1, 4, 65, 3, false",
    "1, 5, 4, 3, false", "0, 4, 8, 3, false", "4, 4, 8, 3, false", "1, 4, 8, 0, false",
    "1, 4, 8, 16, false", "1, 4, 8, 200, false", "1, 4, 300, 3, false", "1, 4, 8, 257, false",
    "257, 4, 8, 3, false", "1, 260, 264, 3, false"
  })
  void policiesAreWithinTheirBoundsOrCloseTheSession(
      int format, int shortest, int longest, int tries, boolean good) throws Exception {
    Visit visit = Issuers.visit(ISSUER, CARD);
    Bytes record = visit.record("pin.define", policy(format, shortest, longest, tries), "");
    if (good) {
      visit.takes(record);
      abort();
    } else {
      visit.closes(record);
    }
  }

  private static Bytes policy(int format, int shortest, int longest, int tries) {
    return Bytes.hex(
        "a5016170" + "02" + n(format) + "03" + n(shortest) + "04" + n(longest) + "05" + n(tries));
  }

  private static String n(int value) {
    return value < 24
        ? String.format("%02x", value)
        : value < 256 ? String.format("18%02x", value) : String.format("19%04x", value);
  }

  @Test
  void aPukHasAValueAndAPinMayHaveNone() throws Exception {
    Visit visit = Issuers.visit(ISSUER, CARD);
    visit.takes(visit.pin("pin", ""));
    visit.closes(visit.puk("puk", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "HS256, 31, false", "HS256, 32, true", "HS256, 64, true", "HS256, 65, false",
    "opaque, 0, false", "opaque, 1, true", "opaque, 1024, true", "opaque, 1025, false",
  })
  void secretsAreOfTheirSizeOrCloseTheSession(String type, int length, boolean good)
      throws Exception {
    Visit visit = Issuers.visit(ISSUER, CARD);
    Bytes record = visit.secret("s", type, "", "x".repeat(length));
    if (good) {
      visit.takes(record);
      abort();
    } else {
      visit.closes(record);
    }
  }

  @Test
  void secretsOfOtherTypesCloseTheSession() throws Exception {
    for (String type : new String[] {"HS384", "hs256", "AES"}) {
      Visit visit = Issuers.visit(ISSUER, CARD);
      Bytes attributes =
          Bytes.concat(
              Bytes.hex("a3016173026" + type.length()), Bytes.utf8(type), Bytes.hex("0460"));
      visit.closes(visit.record("secret.import", attributes, "x".repeat(32)));
    }
  }

  @Test
  void twoObjectsOfOneIdCloseTheSession() throws Exception {
    Visit visit = Issuers.visit(ISSUER, CARD);
    visit.takes(visit.pin("a", "1234"));
    visit.closes(visit.puk("a", "1234"));
    visit = ISSUER.visit(new CardElement(CARD), Issuer.key("a", ""));
    visit.closes(visit.secret("a", "opaque", "", "x"));
  }

  @Test
  void whatHasNoContentClosesTheSessionWithOne() throws Exception {
    for (String op : new String[] {"object.delete", "certificate.install"}) {
      Visit visit = Issuers.visit(ISSUER, CARD);
      String attributes = op.startsWith("o") ? "a1016161" : "a2016161028141ff";
      visit.closes(visit.record(op, Bytes.hex(attributes), "x"));
    }
    Visit visit = Issuers.visit(ISSUER, CARD);
    visit.closes(visit.unblock("a", "1".repeat(65)));
  }

  @Test
  void moreObjectsThanItHasRoomForCloseTheSessionAndLeaveNothing() throws Exception {
    for (int round = 0; round < 2; round++) {
      Visit visit = Issuers.visit(ISSUER, CARD);
      for (int i = 0; i < 20; i++) {
        visit.takes(visit.pin("pin" + i, ""));
      }
      visit.closes(visit.pin("another", ""));
      visit = Issuers.visit(ISSUER, CARD);
      for (int i = 0; i < 4; i++) {
        visit.takes(visit.secret("large" + i, "opaque", "", "x".repeat(1024)));
      }
      visit.closes(visit.secret("another", "opaque", "", "x".repeat(65)));
    }
  }

  @Test
  void chainsThatHaveNoRoomCloseTheSession() throws Exception {
    Visit visit = ISSUER.visit(new CardElement(CARD), Issuer.key("a", ""));
    Bytes leaf = ISSUER.ca().chain(visit.statement(0).publicKey()).get(0);
    for (int i = 0; i < 6; i++) {
      visit.takes(visit.certificate("a", List.of(leaf)));
    }
    visit.closes(visit.certificate("a", List.of(leaf)));
  }

  private static void abort() throws Exception {
    Issuers.visit(ISSUER, CARD);
    CARD.reset();
  }
}
