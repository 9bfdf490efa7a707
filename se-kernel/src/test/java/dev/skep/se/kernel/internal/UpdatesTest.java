package dev.skep.se.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.UseResult;
import dev.skep.protocol.provisioning.CommitAttributes;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A later session and the objects of an earlier one (spec rules D-10 to D-12). */
class UpdatesTest {
  private final Device device = new Device().suite(Device.EC);
  private final Issuer issuer = device.managed();
  private final KernelSecurityElement element = device.openPersonalized();
  private List<ProvisionedObject> before;
  private byte[] stored;

  @BeforeEach
  void provision() throws Exception {
    Visit visit = issuer.visit(element, Issuer.key("k", "pin"));
    visit.commits(
        visit.puk("puk", "11111111"),
        visit.pin("pin", "1234", "puk"),
        visit.secret("s", "opaque", "", "x"),
        visit.certificate("k", 0),
        visit.commit());
    remember();
  }

  @AfterEach
  void close() {
    element.close();
  }

  private void remember() throws Exception {
    before = element.objects();
    stored = device.storage.content();
  }

  private void isUntouched() throws Exception {
    assertThat(element.objects()).isEqualTo(before);
    assertThat(device.storage.content()).isEqualTo(stored);
  }

  @Test
  void replacesAKeyByOneWithoutCertificates() throws Exception {
    Visit visit = issuer.visit(element, Issuer.key("k", ""));
    isUntouched();
    visit.commits(visit.commit());
    ProvisionedObject.Key key = key();
    assertThat(key.publicKey()).isEqualTo(visit.statement(0).publicKey());
    assertThat(key.certificateChain()).isEmpty();
    assertThat(key.terms().pinId()).isEmpty();
    assertThat(element.objects()).hasSize(4);
  }

  @Test
  void replacesAPinAndAPukWithAllTheirTries() throws Exception {
    assertThat(tryPin("9999")).isEqualTo(new UseResult.Wrong(2));
    Visit visit = issuer.visit(element);
    visit.commits(visit.pin("pin", "5678", "puk"), visit.puk("puk", "22222222"), visit.commit());
    assertThat(tryPin("1234")).isEqualTo(new UseResult.Wrong(2));
    assertThat(tryPin("5678")).isInstanceOf(UseResult.Done.class);
  }

  @Test
  void unblocksAPinWithTheOldValueOrANewOne() throws Exception {
    for (int i = 0; i < 3; i++) {
      tryPin("9999");
    }
    assertThat(tryPin("1234")).isEqualTo(new UseResult.Blocked());
    Visit old = issuer.visit(element);
    old.commits(old.unblock("pin", ""), old.commit());
    assertThat(tryPin("1234")).isInstanceOf(UseResult.Done.class);
    tryPin("9999");
    Visit next = issuer.visit(element);
    next.commits(next.unblock("pin", "5678"), next.commit());
    assertThat(tryPin("1234")).isEqualTo(new UseResult.Wrong(2));
    assertThat(tryPin("5678")).isInstanceOf(UseResult.Done.class);
  }

  @Test
  void installsACertificateOnAnEarlierKeyAndDeletesWhatNothingRefersTo() throws Exception {
    Bytes publicKey = key().publicKey();
    Visit visit = issuer.visit(element);
    visit.commits(
        visit.certificate("k", List.of(Device.CA.chain(publicKey).get(0))),
        visit.delete("s"),
        visit.commit());
    assertThat(key().certificateChain()).hasSize(1);
    assertThat(element.objects()).hasSize(3);
  }

  @Test
  void makesAnotherKindAfterADeletionInTheSameSession() throws Exception {
    Visit visit = issuer.visit(element);
    visit.commits(visit.delete("s"), visit.pin("s", "1234"), visit.commit());
    assertThat(element.objects()).hasSize(4).anyMatch(UpdatesTest::isPinS);
  }

  private static boolean isPinS(ProvisionedObject object) {
    return object instanceof ProvisionedObject.Pin pin && pin.name().id().equals("s");
  }

  @Test
  void refusesToReplaceByAnotherKind() throws Exception {
    Visit visit = issuer.visit(element);
    visit.takes(visit.puk("s", "1234"));
    visit.closes(visit.commit());
    isUntouched();
  }

  @Test
  void refusesADeletionThatLeavesAReferenceDangling() throws Exception {
    for (String id : List.of("pin", "puk")) {
      Visit visit = issuer.visit(element);
      visit.takes(visit.delete(id));
      visit.closes(visit.commit());
      isUntouched();
    }
    Visit all = issuer.visit(element);
    all.commits(all.delete("k"), all.delete("pin"), all.delete("puk"), all.commit());
    assertThat(element.objects()).hasSize(1);
  }

  @Test
  void refusesToUnblockByAValueThatBreaksThePolicy() throws Exception {
    Visit visit = issuer.visit(element);
    visit.takes(visit.unblock("pin", "12"));
    visit.closes(visit.commit());
    isUntouched();
  }

  @Test
  @DisplayName("attack 63: a commit without the issuer's authority changes nothing")
  void refusesACommitWithoutAuthority() throws Exception {
    Visit without = issuer.visit(element);
    without.takes(without.pin("pin", "5678"));
    without.closes(
        without.commit(new CommitAttributes(Optional.of(without.requestHash()), Optional.empty())));
    Visit foreign = issuer.visit(element);
    foreign.takes(foreign.delete("s"));
    Bytes message = CommitAttributes.message(foreign.transcriptHash(), foreign.requestHash());
    foreign.closes(foreign.commit(signed(foreign, device.managed().sign(message))));
    Visit one = issuer.visit(element);
    Visit other = issuer.visit(element);
    other.takes(other.unblock("pin", ""));
    Bytes elsewhere = CommitAttributes.message(one.transcriptHash(), one.requestHash());
    other.closes(other.commit(signed(other, issuer.sign(elsewhere))));
    Visit request = issuer.visit(element);
    request.takes(request.unblock("pin", ""));
    Bytes nothing = CommitAttributes.message(request.transcriptHash(), Bytes.of(new byte[32]));
    request.closes(request.commit(signed(request, issuer.sign(nothing))));
    isUntouched();
  }

  @Test
  @DisplayName("attack 63: another issuer's session reaches objects of its own domain only")
  void anotherIssuerReachesItsOwnObjectsOnly() throws Exception {
    Issuer rogue = device.managed();
    for (String id : List.of("pin", "puk", "k", "s")) {
      Visit delete = rogue.visit(element);
      delete.takes(delete.delete(id));
      delete.closes(delete.commit());
    }
    Visit unblock = rogue.visit(element);
    unblock.takes(unblock.unblock("pin", "5678"));
    unblock.closes(unblock.commit());
    Visit certificate = rogue.visit(element);
    certificate.takes(certificate.certificate("k", Device.CA.chain(key().publicKey())));
    certificate.closes(certificate.commit());
    Visit reference = rogue.visit(element, Issuer.key("k", "pin"));
    reference.closes(reference.commit());
    isUntouched();
  }

  @Test
  @DisplayName("attack 63: a session without a management key cannot change earlier objects")
  void sessionWithoutAManagementKeyChangesNothingEarlier() throws Exception {
    Issuer plain = device.unmanaged();
    Visit first = plain.visit(element, Issuer.key("k", ""));
    first.commits(first.pin("pin", "1234"), first.commit());
    remember();
    Visit replaced = plain.visit(element);
    replaced.takes(replaced.pin("pin", "5678"));
    replaced.closes(replaced.commit());
    Visit key = plain.visit(element, Issuer.key("k", ""));
    key.closes(key.commit());
    Visit certificate = plain.visit(element);
    certificate.takes(
        certificate.certificate("k", Device.CA.chain(first.statement(0).publicKey())));
    certificate.closes(certificate.commit());
    Visit unblock = plain.visit(element);
    unblock.closes(unblock.unblock("pin", ""));
    Visit delete = plain.visit(element);
    delete.closes(delete.delete("pin"));
    Visit unasked = plain.visit(element);
    Bytes message = CommitAttributes.message(unasked.transcriptHash(), unasked.requestHash());
    unasked.closes(unasked.commit(signed(unasked, issuer.sign(message))));
    isUntouched();
  }

  @Test
  @DisplayName("attack 62: a rogue server makes its own objects and touches nobody else's")
  void rogueServerGetsItsOwnObjectsOnly() throws Exception {
    Issuer rogue = device.unmanaged();
    Visit visit = rogue.visit(element, Issuer.key("k", "pin"));
    visit.commits(visit.pin("pin", "0000"), visit.commit());
    assertThat(element.objects()).hasSize(6).containsAll(before);
    ObjectName own = new ObjectName(rogue.domain().toHex().substring(0, 8), "k");
    try (SecretBytes pin = Visit.secret("0000")) {
      assertThat(element.sign(own, Optional.of(pin), Bytes.EMPTY))
          .isInstanceOf(UseResult.Done.class);
      assertThat(element.sign(name("k"), Optional.of(pin), Bytes.EMPTY))
          .isEqualTo(new UseResult.Wrong(2));
    }
  }

  private CommitAttributes signed(Visit visit, Bytes signature) {
    return new CommitAttributes(Optional.of(visit.requestHash()), Optional.of(signature));
  }

  private UseResult tryPin(String value) throws Exception {
    try (SecretBytes pin = Visit.secret(value)) {
      return element.sign(name("k"), Optional.of(pin), Bytes.EMPTY);
    }
  }

  private ProvisionedObject.Key key() throws Exception {
    return element.objects().stream()
        .filter(ProvisionedObject.Key.class::isInstance)
        .map(ProvisionedObject.Key.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private ObjectName name(String id) {
    return new ObjectName(issuer.domain().toHex().substring(0, 8), id);
  }
}
