package dev.skep.se.pcsc.applet;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.se.SecurityElementException;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;

/** Issuers for tests, whose sessions are fast, and what they put on a card. */
final class Issuers {
  static final AlgorithmCatalogue CATALOGUE = AlgorithmCatalogue.fromServiceLoader();
  static final Suite SUITE =
      new Suite("DHKEM-P256-HKDF-SHA256", "ES256", "HKDF-SHA256", "A128CBC-HS256");
  static final Suite RSA = new Suite("RSA-OAEP-256", "ES256", "HKDF-SHA256", "A128CBC-HS256");

  /** What {@link #enrol} sets. */
  static final String PIN = "4711";

  static final String PUK = "90817263";
  static final String SECRET = "a secret of thirty-two characters";

  private Issuers() {}

  static Issuer managed() {
    return Issuer.managed(CATALOGUE, SUITE, "ES256");
  }

  static Issuer unmanaged() {
    return Issuer.unmanaged(CATALOGUE, SUITE);
  }

  /** A session that has not sent anything yet. */
  static Visit visit(Issuer issuer, Card card) throws SecurityElementException {
    return issuer.visit(new CardElement(card));
  }

  /** A key, a PIN with its PUK, and a secret, all committed. */
  static void enrol(Issuer issuer, Card card) throws Exception {
    Visit visit = issuer.visit(new CardElement(card), Issuer.key("sign", "pin"));
    visit.commits(
        visit.puk("puk", PUK),
        visit.pin("pin", PIN, "puk"),
        visit.secret("door", "HS256", "pin", SECRET),
        visit.certificate("sign", 0),
        visit.commit());
  }

  /** Domain and LP1 of an id, as commands to objects begin. */
  static Bytes name(Issuer issuer, String id) {
    return Bytes.concat(issuer.domain(), text(id));
  }

  /** LP1 of a text. */
  static Bytes text(String value) {
    return Card.lp1(Bytes.utf8(value));
  }
}
