package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.ServerSide;
import dev.skep.testkit.se.Visit;
import dev.skep.testkit.vectors.Scenario;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The atomic step: what requests it takes, and that a refusal leaves nothing. */
class EstablishTest {
  private static final Path VECTORS = Path.of(System.getProperty("skep.root"), "vectors");

  private final Card card = Card.personalized(Card.ES256);
  private final Bytes serverKey = ServerKeys.ec("secp256r1");

  private Card.Answer establish(Bytes request) {
    return establish(2, serverKey, request);
  }

  private Card.Answer establish(int transport, Bytes key, Bytes request) {
    return card.command(
        0x20, transport, 1, ServerSide.random(48), Card.lp2(key), Card.lp2(request));
  }

  static Stream<Scenario> requests(String expect) {
    return Scenario.readAll(VECTORS).stream()
        .filter(s -> s.text("kind").equals("message"))
        .filter(s -> s.text("type").equals("provisioning-request"))
        .filter(s -> s.text("expect").startsWith(expect));
  }

  static Stream<Scenario> malformed() {
    return requests("reject");
  }

  static Stream<Scenario> wellFormed() {
    return requests("accept");
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatIsNoRequest(Scenario scenario) {
    assertThat(establish(scenario.bytes("message")).sw()).isIn(0x6a80, 0x6a81, 0x6700);
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @MethodSource("wellFormed")
  void takesWhatIsARequest(Scenario scenario) {
    // The management keys of these vectors are random bytes.
    int wanted = scenario.bytes("message").toHex().startsWith("a501") ? 0x6a80 : Card.OK;
    establish(scenario.bytes("message")).is(wanted);
  }

  @Test
  void refusesEachRequestThatIsCutShortOrGoesOn() {
    Bytes good = request(Issuer.key("a", "pin"), Issuer.key("b", ""));
    for (int length = 1; length < good.length(); length++) {
      establish(good.slice(0, length)).is(0x6a80);
    }
    establish(Bytes.concat(good, Bytes.hex("00"))).is(0x6a80);
    establish(good).is(Card.OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES384", "PS256", "Ed25519", "RS256-DIAS", "es256", "ES25"})
  void refusesKeysOfAlgorithmsThatItDoesNotHave(String algorithm) {
    establish(template("61", algorithm, "00")).is(0x6a81);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1901", "190180", "190800", "191000", "01"})
  void refusesSizesThatItDoesNotHave(String size) {
    int sw = establish(template("61", "ES256", size)).sw();
    assertThat(sw).isIn(0x6a81, 0x6a80);
  }

  @Test
  void takesTheSizesOfItsAlgorithms() {
    establish(template("61", "ES256", "00")).is(Card.OK);
    establish(template("61", "ES256", "190100")).is(Card.OK);
    establish(template("61", "RS256", "00")).is(Card.OK);
    establish(template("61", "RS256", "190800")).is(Card.OK);
    establish(template("61", "RS256", "190100")).is(0x6a81);
  }

  private static Bytes template(String id, String algorithm, String size) {
    String name = String.format("%02x", 0x60 + algorithm.length()) + hex(algorithm);
    String id1 = String.format("%02x", 0x60 + id.length() / 2) + id;
    return Bytes.hex(
        "a30281a701"
            + id1
            + "02"
            + name
            + "03"
            + size
            + "0401"
            + "0660"
            + "0700"
            + "0800"
            + "03600440");
  }

  private static String hex(String text) {
    return Bytes.utf8(text).toHex();
  }

  @Test
  void sevenKeysAreTooManyAndNothingOfThemStays() {
    establish(request(keys(7))).is(0x6a84);
    assertNothingIsLeft();
    assertThat(establish(request(keys(6))).is(Card.OK).parts(48)).hasSize(8);
    establish(request(keys(6))).is(Card.OK);
    assertThat(card.objects()).as("keys that nobody committed").isEmpty();
  }

  @Test
  void keysOfTheSessionBeforeGoWithTheNext() throws Exception {
    Issuer issuer = Issuers.managed();
    issuer.visit(new CardElement(card), keys(6));
    Visit second = issuer.visit(new CardElement(card), keys(6));
    second.commits(second.commit());
    assertThat(card.objects()).hasSize(6);
    establish(request(Issuer.key("another", ""))).is(0x6a84);
  }

  @ParameterizedTest
  @ValueSource(ints = {3072, 4096})
  void takesLargeServerKeys(int bits) {
    Bytes key = ServerKeys.rsa(ServerKeys.modulus(bits), ServerKeys.F4);
    Bytes answer = establish(1, key, Bytes.EMPTY).is(Card.OK).parts(48).get(0);
    assertThat(answer.length()).isEqualTo(bits / 8);
  }

  @Test
  void takesManagementKeysOfRs256UpTo4096BitsWithTheLongestExponent() {
    BigInteger exponent = BigInteger.TWO.pow(33).subtract(BigInteger.ONE);
    for (int bits : new int[] {2048, 3072, 4096}) {
      Bytes spki = ServerKeys.rsa(ServerKeys.modulus(bits), exponent);
      establish(managed("RS256", spki)).is(Card.OK);
    }
    establish(managed("RS256", serverKey)).is(0x6a80);
    establish(managed("ES256", ServerKeys.rsa(ServerKeys.MODULUS, ServerKeys.F4))).is(0x6a80);
    establish(managed("PS256", ServerKeys.rsa(ServerKeys.MODULUS, ServerKeys.F4))).is(0x6a81);
    establish(managed("RS256", ServerKeys.rsa(ServerKeys.MODULUS, BigInteger.valueOf(3))))
        .is(0x6a80);
    establish(managed("ES256", ServerKeys.ec("secp384r1"))).is(0x6a80);
  }

  private static Bytes managed(String scheme, Bytes spki) {
    String length =
        spki.length() < 256
            ? String.format("58%02x", spki.length())
            : String.format("59%04x", spki.length());
    return Bytes.hex("a4018265" + hex(scheme) + length + spki.toHex() + "028003600440");
  }

  private static Bytes request(KeyTerms... keys) {
    return Issuers.unmanaged().request(keys).encode();
  }

  private static KeyTerms[] keys(int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .map(i -> Issuer.key("key" + i, ""))
        .toArray(KeyTerms[]::new);
  }

  private void assertNothingIsLeft() {
    assertThat(card.objects()).isEmpty();
    establish(request(keys(6))).is(Card.OK);
  }
}
