package dev.skep.se.pcsc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.SecurityElementException;
import dev.skep.se.pcsc.internal.card.PcscSecurityElement;
import dev.skep.se.pcsc.internal.reader.CardReader;
import dev.skep.testkit.se.DeviceCa;
import dev.skep.testkit.se.Issuer;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.RSAPublicKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a card leaves to its driver never reaches it (spec rules Y-4 and D-2). */
class RequestCheckTest {
  private static final int ESTABLISH = 0x20;
  private static final Suite RSA =
      new Suite("RSA-OAEP-256", "ES256", "HKDF-SHA256", "A128CBC-HS256");

  private final CountingCard card = new CountingCard(Rig.card());
  private final CardReader reader =
      new CardReader(DirectLibrary.READER, new DirectLibrary(card), Rig.settings());
  private PcscSecurityElement element;

  @BeforeEach
  void personalize() throws Exception {
    element = Rig.element(reader);
    element.installCertificateChain(
        new DeviceCa("Maker").chain(element.createAttestationKey("ES256")));
  }

  @AfterEach
  void close() {
    assertThat(card.seen).noneMatch(seen -> seen.ins() == ESTABLISH);
    reader.close();
  }

  private void refuses(Bytes serverKey, Bytes request, String problem) {
    EstablishRequest offer =
        new EstablishRequest(
            Bytes.of(new byte[16]), Bytes.of(new byte[32]), RSA, serverKey, request);
    assertThatThrownBy(() -> element.establish(offer))
        .isInstanceOfSatisfying(
            SecurityElementException.class,
            e -> assertThat(e.kind()).isEqualTo(SecurityElementException.Kind.REFUSED))
        .hasMessageContaining(problem);
  }

  private static Bytes key(BigInteger modulus) throws Exception {
    return Bytes.of(
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537)))
            .getEncoded());
  }

  @Test
  @DisplayName("attack 34: a modulus that is a square")
  void refusesASquare() throws Exception {
    SecureRandom random = new SecureRandom();
    BigInteger square;
    do {
      square = BigInteger.probablePrime(1024, random).pow(2);
    } while (square.bitLength() < 2048);
    refuses(key(square), Bytes.EMPTY, "the server's key is not fit for RSA-OAEP-256");
  }

  @Test
  @DisplayName("attack 34: a modulus that is prime")
  void refusesAPrime() throws Exception {
    BigInteger prime = BigInteger.probablePrime(2048, new SecureRandom());
    refuses(key(prime), Bytes.EMPTY, "the server's key is not fit for RSA-OAEP-256");
  }

  @Test
  void refusesALabelThatCanHideSomething() throws Exception {
    Issuer issuer = Issuer.managed(Rig.CATALOGUE, RSA, "ES256");
    // The account ends with a zero-width space in place of three letters.
    String hex = issuer.request().encode().toHex();
    String account = Bytes.utf8("alice").toHex();
    Bytes request = Bytes.hex(hex.replace(account, Bytes.utf8("al\u200b").toHex()));
    assertThat(request).isNotEqualTo(issuer.request().encode());
    refuses(issuer.server().publicKey(), request, "the issuer's request is malformed");
  }
}
