package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.protocol.provisioning.CommitAttributes;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.RecordForger;
import dev.skep.testkit.se.ServerSide;
import dev.skep.testkit.se.Visit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a session may do to objects of earlier ones (spec rules D-9 to D-12). */
class AuthorityTest {
  private final Card card = Card.personalized(Card.ES256);
  private final Issuer issuer = Issuers.managed();
  private Map<Integer, Bytes> before;

  @BeforeEach
  void enrols() throws Exception {
    Issuers.enrol(issuer, card);
    before = card.objects();
    assertThat(before).hasSize(4);
  }

  private Visit visit() throws Exception {
    return Issuers.visit(issuer, card);
  }

  /** The session closes at its commit, and nothing has changed. */
  private void refuses(Visit visit, Bytes... records) throws Exception {
    visit.takes(records);
    visit.closes(visit.commit());
    assertThat(card.objects()).isEqualTo(before);
    card.reset();
    assertThat(card.objects()).isEqualTo(before);
  }

  private int sign(String pin) {
    return card.command(0x40, 3, 0, Issuers.name(issuer, "sign"), Issuers.text(pin)).sw();
  }

  @Test
  void anAuthorizedSessionReplacesUnblocksAndDeletes() throws Exception {
    for (int i = 0; i < 3; i++) {
      sign("0000");
    }
    assertThat(sign(Issuers.PIN)).isEqualTo(0x6983);
    Visit visit = visit();
    visit.commits(
        visit.unblock("pin", ""),
        visit.secret("door", "opaque", "", "new"),
        visit.puk("puk", "11112222"),
        visit.commit());
    assertThat(sign(Issuers.PIN)).isEqualTo(Card.OK);
    visit = visit();
    visit.commits(visit.unblock("pin", "5555"), visit.commit());
    assertThat(sign(Issuers.PIN)).isEqualTo(0x63c2);
    assertThat(sign("5555")).isEqualTo(Card.OK);
    visit = visit();
    visit.commits(
        visit.delete("sign"),
        visit.delete("door"),
        visit.delete("pin"),
        visit.delete("puk"),
        visit.commit());
    assertThat(card.objects()).isEmpty();
  }

  @Test
  @DisplayName("attack 63: a commit without the authority of the management key")
  void aCommitWithoutAuthorizationChangesNothing() throws Exception {
    Visit visit = visit();
    visit.takes(visit.delete("door"));
    visit.closes(
        visit.commit(new CommitAttributes(Optional.of(visit.requestHash()), Optional.empty())));
    for (int i : new int[] {0, 31, 32, -1}) {
      visit = visit();
      visit.takes(visit.delete("door"));
      Bytes good = authorization(issuer, visit);
      visit.closes(commit(visit, RecordForger.flipped(good, i)));
    }
    visit = visit();
    Visit other = visit;
    visit = visit();
    visit.takes(visit.delete("door"));
    visit.closes(commit(visit, authorization(issuer, other)));
    visit = visit();
    visit.takes(visit.delete("door"));
    visit.closes(commit(visit, authorization(Issuers.managed(), visit)));
    visit = visit();
    visit.takes(visit.delete("door"));
    visit.closes(commit(visit, Bytes.concat(authorization(issuer, visit), Bytes.hex("00"))));
    assertThat(card.objects()).isEqualTo(before);
  }

  @Test
  @DisplayName("attack 36: signatures whose r or s is 0 or not below n")
  void signaturesOutOfRangeAreNone() throws Exception {
    String n = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    String zero = "00".repeat(32);
    String one = "00".repeat(31) + "01";
    for (String bad : List.of(zero + one, one + zero, zero + zero, n + one, one + n, n + n)) {
      Visit visit = visit();
      visit.closes(commit(visit, Bytes.hex(bad)));
    }
  }

  private static Bytes authorization(Issuer signer, Visit visit) {
    return signer.sign(CommitAttributes.message(visit.transcriptHash(), visit.requestHash()));
  }

  private static Bytes commit(Visit visit, Bytes authorization) {
    return visit.commit(
        new CommitAttributes(Optional.of(visit.requestHash()), Optional.of(authorization)));
  }

  @Test
  void anAuthorizationOfRs256IsTaken() throws Exception {
    Issuer rsa = Issuer.managed(Issuers.CATALOGUE, Issuers.SUITE, "RS256");
    Issuers.enrol(rsa, card);
    Visit visit = Issuers.visit(rsa, card);
    visit.commits(visit.delete("door"), visit.commit());
    visit = Issuers.visit(rsa, card);
    visit.takes(visit.delete("sign"));
    visit.closes(commit(visit, RecordForger.flipped(authorization(rsa, visit), 100)));
    visit = Issuers.visit(rsa, card);
    visit.closes(commit(visit, authorization(rsa, visit).slice(0, 255)));
    assertThat(card.objects()).hasSize(7);
  }

  @Test
  @DisplayName("attack 63: objects of another issuer")
  void anotherIssuerDoesNotReachThem() throws Exception {
    Issuer other = Issuers.managed();
    Visit visit = Issuers.visit(other, card);
    refuses(visit, visit.delete("door"));
    visit = Issuers.visit(other, card);
    refuses(visit, visit.unblock("pin", "9999"));
    visit = Issuers.visit(other, card);
    refuses(visit, visit.secret("s", "opaque", "pin", "x"));
    visit = Issuers.visit(other, card);
    refuses(visit, visit.pin("p", "1234", "puk"));
    visit = Issuers.visit(other, card);
    refuses(visit, visit.certificate("sign", issuer.ca().chain(ServerSide.random(91))));
    Issuers.enrol(other, card);
    assertThat(card.objects()).hasSize(8);
  }

  @Test
  @DisplayName("attack 63: a session without a management key")
  void aSessionAloneIsNoAuthority() throws Exception {
    Issuer alone = Issuers.unmanaged();
    Issuers.enrol(alone, card);
    before = card.objects();
    Visit visit = Issuers.visit(alone, card);
    visit.closes(visit.delete("door"));
    visit = Issuers.visit(alone, card);
    visit.closes(visit.unblock("pin", ""));
    visit = Issuers.visit(alone, card);
    refuses(visit, visit.secret("door", "opaque", "", "x"));
    visit = Issuers.visit(alone, card);
    refuses(visit, visit.pin("pin", "1234"));
    visit = alone.visit(new CardElement(card), Issuer.key("sign", ""));
    refuses(visit);
    visit = Issuers.visit(alone, card);
    visit.commits(visit.secret("second", "opaque", "pin", "x"), visit.commit());
    assertThat(card.objects()).hasSize(9);
  }

  @Test
  void anObjectIsReplacedByOneOfItsKindOnly() throws Exception {
    Visit visit = visit();
    refuses(visit, visit.pin("door", "1234"));
    visit = visit();
    refuses(visit, visit.puk("pin", "1234"));
    visit = visit();
    refuses(visit, visit.secret("sign", "opaque", "", "x"));
    visit = issuer.visit(new CardElement(card), Issuer.key("pin", ""));
    refuses(visit);
  }

  @Test
  void whatIsReferredToIsThereAndOfItsKind() throws Exception {
    Visit visit = visit();
    refuses(visit, visit.delete("pin"));
    visit = visit();
    refuses(visit, visit.delete("puk"));
    visit = visit();
    refuses(visit, visit.secret("s", "opaque", "puk", "x"));
    visit = visit();
    refuses(visit, visit.secret("s", "opaque", "nothing", "x"));
    visit = visit();
    refuses(visit, visit.secret("s", "opaque", "s", "x"));
    visit = visit();
    refuses(visit, visit.pin("p", "1234", "pin"));
    visit = issuer.visit(new CardElement(card), Issuer.key("k", "puk"));
    refuses(visit);
    visit = issuer.visit(new CardElement(card), Issuer.key("k", "later"));
    visit.commits(visit.pin("later", "1234"), visit.commit());
  }

  @Test
  void onlyPinsAreUnblockedAndOnlyWhatIsThereIsDeleted() throws Exception {
    Visit visit = visit();
    refuses(visit, visit.unblock("puk", ""));
    visit = visit();
    refuses(visit, visit.unblock("door", ""));
    visit = visit();
    refuses(visit, visit.unblock("nothing", ""));
    visit = visit();
    refuses(visit, visit.delete("nothing"));
    visit = visit();
    refuses(visit, visit.delete("door"), visit.delete("door"));
    visit = visit();
    refuses(visit, visit.pin("new", "1234"), visit.delete("new"));
    visit = visit();
    refuses(visit, visit.pin("new", "1234"), visit.unblock("new", ""));
  }

  @Test
  void anUnblockedValueFitsThePolicyOfThePin() throws Exception {
    Visit visit = visit();
    refuses(visit, visit.unblock("pin", "123"));
    visit = visit();
    refuses(visit, visit.unblock("pin", "12a4"));
    visit = visit();
    refuses(visit, visit.unblock("pin", "123456789"));
    assertThat(sign(Issuers.PIN)).isEqualTo(Card.OK);
  }

  @Test
  void certificatesAreForTheirKeyOnly() throws Exception {
    Visit visit = visit();
    refuses(visit, visit.certificate("sign", issuer.ca().chain(ServerSide.random(91))));
    visit = visit();
    refuses(visit, visit.certificate("door", issuer.ca().chain(ServerSide.random(91))));
    visit = visit();
    refuses(visit, visit.certificate("nothing", issuer.ca().chain(ServerSide.random(91))));
    visit = visit();
    refuses(visit, visit.certificate("sign", List.of(Bytes.hex("00"))));
    visit = issuer.visit(new CardElement(card), Issuer.key("new", ""));
    refuses(visit, visit.certificate("sign", 0));
  }

  @Test
  void aReplacedKeyLosesItsCertificates() throws Exception {
    int place = keyPlace();
    assertThat(card.command(0x32, place, 0).is(Card.OK).parts(0)).hasSize(2);
    Visit visit = issuer.visit(new CardElement(card), Issuer.key("sign", "pin"));
    visit.commits(visit.commit());
    assertThat(card.objects()).hasSize(4);
    assertThat(keyPlace()).isNotEqualTo(place);
    assertThat(card.command(0x32, keyPlace(), 0).is(Card.OK).data()).isEqualTo(Bytes.EMPTY);
    card.command(0x32, place, 0).is(0x6a88);
    for (int i = 0; i < 8; i++) {
      Visit again = issuer.visit(new CardElement(card), Issuer.key("sign", "pin"));
      again.commits(again.certificate("sign", 0), again.commit());
    }
    assertThat(card.command(0x32, keyPlace(), 0).is(Card.OK).parts(0)).hasSize(2);
  }

  private int keyPlace() {
    return card.objects().keySet().stream().filter(p -> p >= 20).findFirst().orElseThrow();
  }
}
