package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Suite;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole sessions with what a card holds, each computed anew by the server's end. */
class CeremonyTest {
  private static final AlgorithmCatalogue CATALOGUE = AlgorithmCatalogue.fromServiceLoader();

  @ParameterizedTest
  @CsvSource({
    "RSA-OAEP-256, ES256, 1, HKDF-SHA256",
    "RSA-OAEP-256, RS256, 2, KBKDF-CMAC-AES256",
    "RSA-OAEP-256, RS256-DIAS, 3, HKDF-SHA256",
    "DHKEM-P256-HKDF-SHA256, ES256, 1, KBKDF-CMAC-AES256",
    "DHKEM-P256-HKDF-SHA256, RS256, 2, HKDF-SHA256",
    "DHKEM-P256-HKDF-SHA256, RS256-DIAS, 3, KBKDF-CMAC-AES256",
  })
  void sessionThatProvisionsEverythingIsCommitted(
      String transport, String attestation, int scheme, String kdf) throws Exception {
    Card card = Card.personalized(scheme);
    Issuer issuer =
        Issuer.managed(CATALOGUE, new Suite(transport, attestation, kdf, "A128CBC-HS256"), "ES256");
    Visit visit =
        issuer.visit(new CardElement(card), Issuer.key("sign", "pin"), Issuer.key("second", ""));
    assertThat(visit.generated()).hasSize(2);
    visit.commits(
        visit.puk("puk", "12345678"),
        visit.pin("pin", "1234", "puk"),
        visit.secret("door", "HS256", "pin", "0123456789abcdef0123456789abcdef"),
        visit.certificate("sign", 0),
        visit.commit());
    assertThat(card.objects()).hasSize(5);
  }
}
