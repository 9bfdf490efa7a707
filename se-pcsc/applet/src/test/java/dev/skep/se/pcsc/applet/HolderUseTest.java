package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.ServerSide;
import dev.skep.testkit.se.Visit;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGN, AUTHENTICATE, LIST and GET KEY CHAIN (spec section 13). */
class HolderUseTest {
  private static final int SIGN = 0x40;
  private static final int AUTHENTICATE = 0x42;

  private final Card card = Card.personalized(Card.ES256);
  private final Issuer issuer = Issuers.managed();

  private Bytes enrol(String algorithm) throws Exception {
    KeyTerms terms =
        new KeyTerms(
            "sign",
            algorithm,
            0,
            Set.of(KeyUsage.DIGITAL_SIGNATURE),
            Optional.of("pin"),
            "Key",
            true);
    Visit visit = issuer.visit(new CardElement(card), terms);
    visit.commits(
        visit.puk("puk", Issuers.PUK),
        visit.pin("pin", Issuers.PIN, "puk"),
        visit.secret("door", "HS256", "pin", Issuers.SECRET),
        visit.secret("free", "HS256", "", Issuers.SECRET),
        visit.secret("seed", "opaque", "", Issuers.SECRET),
        visit.commit());
    return visit.statement(0).publicKey();
  }

  private Card.Answer use(int ins, String id, String pin, Bytes message) {
    return card.command(ins, 3, 0, Issuers.name(issuer, id), Issuers.text(pin), message);
  }

  private static boolean verifies(Bytes key, Bytes message, Bytes signature) throws Exception {
    boolean ec = key.length() == 91;
    PublicKey decoded =
        KeyFactory.getInstance(ec ? "EC" : "RSA")
            .generatePublic(new X509EncodedKeySpec(key.toArray()));
    Signature verifier =
        Signature.getInstance(ec ? "SHA256withECDSAinP1363Format" : "SHA256withRSA");
    verifier.initVerify(decoded);
    verifier.update(message.toArray());
    return verifier.verify(signature.toArray());
  }

  private static Bytes mac(Bytes message) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Issuers.SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
    return Bytes.of(mac.doFinal(message.toArray()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "RS256"})
  void signsMessagesOfAnyLengthInOneBlockOrMany(String algorithm) throws Exception {
    Bytes key = enrol(algorithm);
    for (int length : new int[] {0, 1, 31, 32, 63, 64, 2900}) {
      Bytes message = ServerSide.random(length);
      Bytes signature = use(SIGN, "sign", Issuers.PIN, message).is(Card.OK).data();
      assertThat(verifies(key, message, signature)).isTrue();
    }
    Bytes message = ServerSide.random(10_000);
    Bytes head = Bytes.concat(Issuers.name(issuer, "sign"), Issuers.text(Issuers.PIN));
    assertThat(card.command(SIGN, 1, 0, head).is(Card.OK).data()).isEqualTo(Bytes.EMPTY);
    for (int at = 0; at < 10_000; at += 1000) {
      card.command(SIGN, 0, 0, message.slice(at, 1000)).is(Card.OK);
    }
    Bytes signature = card.command(SIGN, 2, 0).is(Card.OK).data();
    assertThat(verifies(key, message, signature)).isTrue();
    card.command(SIGN, 2, 0).is(0x6985);
  }

  @Test
  void authenticatesMessagesOfAnyLength() throws Exception {
    enrol("ES256");
    for (int length : new int[] {0, 1, 64, 2900}) {
      Bytes message = ServerSide.random(length);
      assertThat(use(AUTHENTICATE, "door", Issuers.PIN, message).is(Card.OK).data())
          .isEqualTo(mac(message));
      assertThat(use(AUTHENTICATE, "free", "", message).is(Card.OK).data()).isEqualTo(mac(message));
    }
    Bytes head = Bytes.concat(Issuers.name(issuer, "free"), Issuers.text(""));
    card.command(AUTHENTICATE, 1, 0, head, Bytes.hex("61")).is(Card.OK);
    card.command(AUTHENTICATE, 0, 0, Bytes.hex("62")).is(Card.OK);
    assertThat(card.command(AUTHENTICATE, 2, 0, Bytes.hex("63")).is(Card.OK).data())
        .isEqualTo(mac(Bytes.utf8("abc")));
  }

  @Test
  void usesObjectsForWhatTheyAreOnly() throws Exception {
    enrol("ES256");
    for (String id :
        new String[] {"pin", "puk", "door", "seed", "free", "nothing", "sig", "SIGN"}) {
      use(SIGN, id, Issuers.PIN, Bytes.EMPTY).is(0x6a88);
    }
    for (String id : new String[] {"pin", "puk", "sign", "seed", "nothing"}) {
      use(AUTHENTICATE, id, Issuers.PIN, Bytes.EMPTY).is(0x6a88);
    }
    Bytes other = Bytes.concat(ServerSide.random(32), Issuers.text("sign"));
    card.command(SIGN, 3, 0, other, Issuers.text(Issuers.PIN)).is(0x6a88);
  }

  @Test
  void provisionalObjectsCannotBeUsed() throws Exception {
    Visit visit = issuer.visit(new CardElement(card), Issuer.key("sign", ""));
    visit.takes(visit.secret("door", "HS256", "", Issuers.SECRET), visit.pin("pin", "1234"));
    use(SIGN, "sign", "", Bytes.EMPTY).is(0x6a88);
    use(AUTHENTICATE, "door", "", Bytes.EMPTY).is(0x6a88);
    Bytes name = Issuers.name(issuer, "pin");
    card.command(0x44, 0, 0, name, Issuers.text("1234"), Issuers.text("4321")).is(0x6a88);
    card.command(0x30, 0, 0).is(0x6a88);
    card.command(0x32, 20, 0).is(0x6a88);
    visit.commits(visit.commit());
    use(SIGN, "sign", "", Bytes.EMPTY).is(Card.OK);
  }

  @Test
  void anotherCommandInBetweenDropsTheMessage() throws Exception {
    enrol("ES256");
    Bytes head = Bytes.concat(Issuers.name(issuer, "sign"), Issuers.text(Issuers.PIN));
    Runnable[] others = {
      () -> card.command(0x02, 0, 0),
      () -> card.command(0x30, 0, 0),
      () -> card.command(AUTHENTICATE, 0, 0),
      () -> card.command(0x26, 0, 0, Bytes.of(new byte[16])),
      () -> card.command(SIGN, 1, 0, Issuers.name(issuer, "nothing"), Bytes.hex("00")),
      () -> card.transmit(Bytes.hex("00c0000000")),
      card::select,
      card::reset
    };
    for (Runnable other : others) {
      card.command(SIGN, 1, 0, head).is(Card.OK);
      other.run();
      card.command(SIGN, 2, 0).is(0x6985);
    }
    card.command(SIGN, 2, 0, head).is(0x6985);
    card.command(SIGN, 0, 0, head).is(0x6985);
  }

  @Test
  @DisplayName("attack 17: a message equal to what SE_PrivK would sign, given to SIGN")
  void signsTheHostsMessagesWithTheProvisionedKeyOnly() throws Exception {
    Bytes provisioned = enrol("ES256");
    Visit visit = Issuers.visit(issuer, card);
    Bytes attestation = ServerSide.leafKey(visit.established());
    Bytes message =
        Bytes.concat(
            Bytes.utf8("SKEP/1 attestation"),
            Bytes.hex("00"),
            visit.transcriptHash(),
            ServerSide.random(32));
    Bytes signature = use(SIGN, "sign", Issuers.PIN, message).is(Card.OK).data();
    assertThat(verifies(provisioned, message, signature)).isTrue();
    assertThat(verifies(attestation, message, signature)).isFalse();
  }

  @Test
  @DisplayName("attack 18: no command takes a digest, or signs without an object's name")
  void noCommandSignsADigestOrForNoObject() throws Exception {
    enrol("ES256");
    Bytes digest = ServerSide.random(32);
    for (int ins = 0; ins <= 0xff; ins++) {
      for (int p1 = 0; p1 <= 3; p1++) {
        Card.Answer answer = card.command(ins, p1, 0, digest);
        assertThat(answer.sw() == Card.OK && answer.data().length() == 64)
            .as("instruction %02x, P1 %d", ins, p1)
            .isFalse();
      }
    }
  }

  @Test
  void listsWhatIsThereAndNothingOfItsValue() throws Exception {
    enrol("ES256");
    var objects = card.objects();
    assertThat(objects).hasSize(6);
    for (Bytes object : objects.values()) {
      assertThat(object.slice(2, 32)).isEqualTo(issuer.domain());
      int kind = object.toArray()[1];
      int tries = object.toArray()[34];
      int hasValue = object.toArray()[35];
      assertThat(tries).isEqualTo(kind <= 2 ? 3 : 0);
      assertThat(hasValue).isEqualTo(kind <= 3 ? 1 : 0);
      assertThat(new Card.Answer(Card.OK, object).parts(36).get(1).length())
          .isEqualTo(kind == 4 ? 64 : 0);
      for (String secret : new String[] {Issuers.PIN, Issuers.PUK, Issuers.SECRET}) {
        assertThat(object.toHex()).doesNotContain(Bytes.utf8(secret).toHex());
      }
    }
    card.command(0x30, 26, 0).is(0x6a88);
  }

  @Test
  void attestsKeysUnderTheirOwnTag() throws Exception {
    Card other = Card.personalized(Card.RS256);
    Suite suite = new Suite("DHKEM-P256-HKDF-SHA256", "RS256", "HKDF-SHA256", "A128CBC-HS256");
    Issuer rsa = Issuer.managed(Issuers.CATALOGUE, suite, "ES256");
    KeyTerms terms =
        new KeyTerms("k", "RS256", 0, Set.of(KeyUsage.NON_REPUDIATION), Optional.empty(), "", true);
    Visit visit = rsa.visit(new CardElement(other), terms);
    Bytes statement = visit.generated().get(0).statement();
    Bytes signature = visit.generated().get(0).signature().orElseThrow();
    Bytes key = ServerSide.leafKey(visit.established());
    Bytes tag = Bytes.concat(Bytes.utf8("SKEP/1 key attestation"), Bytes.hex("00"));
    assertThat(verifies(key, Bytes.concat(tag, statement), signature)).isTrue();
    assertThat(verifies(key, statement, signature)).isFalse();
  }
}
