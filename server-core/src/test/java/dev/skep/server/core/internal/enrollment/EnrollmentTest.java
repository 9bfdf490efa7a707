package dev.skep.server.core.internal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.issuer.AttestedSession;
import dev.skep.api.issuer.EnrollmentDecision;
import dev.skep.api.issuer.EnrollmentDecision.Authorized;
import dev.skep.api.issuer.EnrollmentDecision.Denied;
import dev.skep.api.issuer.EnrollmentDecision.Unavailable;
import dev.skep.api.issuer.EnrollmentDesk.PlanSummary;
import dev.skep.api.issuer.EnrollmentSpec;
import dev.skep.api.issuer.EnrollmentState;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.ProvisioningDecision;
import dev.skep.api.issuer.ProvisioningDecision.Granted;
import dev.skep.api.issuer.ProvisioningOrder.Certify;
import dev.skep.api.issuer.ProvisioningOrder.DefinePin;
import dev.skep.api.issuer.ProvisioningOrder.DefinePuk;
import dev.skep.api.issuer.ProvisioningOrder.Delete;
import dev.skep.api.issuer.ProvisioningOrder.ImportSecret;
import dev.skep.api.issuer.ProvisioningOrder.Item;
import dev.skep.api.issuer.ProvisioningOrder.Unblock;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.Voucher;
import dev.skep.protocol.provisioning.CodeBinding;
import dev.skep.protocol.provisioning.EnrollmentCode;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrollmentTest {
  @TempDir Path folder;
  private EnrollmentLab lab;

  @BeforeEach
  void open() throws Exception {
    lab = new EnrollmentLab(folder);
  }

  private List<Item> granted(AttestedSession session) throws StoreException {
    return ((Granted) lab.provision(session)).order().items();
  }

  private EnrollmentDecision authorize(Voucher voucher) {
    return lab.authorize(EnrollmentLab.text(voucher.code()), EnrollmentLab.sessionId(1));
  }

  @Test
  void aCodeMakesTheRequestOfItsPlan() throws Exception {
    Voucher voucher = lab.create("alice", "badge");
    String code = EnrollmentLab.text(voucher.code());
    assertThat(code).matches("[0-9A-Z]{5}(-[0-9A-Z]{5}){3}").startsWith(voucher.enrollmentId());

    Bytes sessionId = EnrollmentLab.sessionId(7);
    EnrollmentDecision decision = lab.authorize(" " + code.toLowerCase(), sessionId);
    assertThat(((Authorized) decision).account()).isEqualTo("alice");
    ProvisioningRequest request = EnrollmentLab.request(decision);
    assertThat(request.managementKey()).isEqualTo(lab.managementKey);
    assertThat(request.keys()).extracting("id").containsExactly("sign");
    assertThat(request.account()).isEqualTo("alice");
    assertThat(request.reference()).isEqualTo(Bytes.utf8(voucher.enrollmentId()));
    try (SecretBytes plain = EnrollmentCode.normalize(voucher.code()).orElseThrow()) {
      assertThat(request.codeBinding()).contains(CodeBinding.of(sessionId, plain));
    }
  }

  @Test
  void anAttestedSessionGetsTheOrderWithTheValuesOfTheVoucher() throws Exception {
    Voucher voucher = lab.create("alice", "badge");
    List<Item> items = granted(lab.session(voucher, 1));

    assertThat(items).hasSize(5);
    DefinePuk puk = (DefinePuk) items.get(0);
    DefinePin preset = (DefinePin) items.get(1);
    DefinePin own = (DefinePin) items.get(2);
    ImportSecret secret = (ImportSecret) items.get(3);
    assertThat(voucher.presets()).extracting("kind").containsExactly("PUK", "PIN");
    assertThat(puk.value().matches(voucher.presets().get(0).value())).isTrue();
    assertThat(preset.value().orElseThrow().matches(voucher.presets().get(1).value())).isTrue();
    assertThat(puk.terms().policy().allows(puk.value())).isTrue();
    assertThat(preset.terms().policy().allows(preset.value().orElseThrow())).isTrue();
    assertThat(preset.terms().pukId()).contains("puk");
    assertThat(own.value()).isEmpty();
    assertThat(secret.value().length()).isEqualTo(32);
    assertThat(items.get(4))
        .isEqualTo(
            new Certify("sign", "CN=alice,O=Example", Duration.ofDays(365), Optional.empty()));
  }

  @Test
  void laterEditsOfThePlanDoNotChangeOpenEnrolments() throws Exception {
    Voucher voucher = lab.create("alice", "badge");
    lab.plan("badge", "description: other\ndelete: [ everything ]\n");
    assertThat(granted(lab.session(voucher, 1))).hasSize(5);
    Files.delete(folder.resolve("badge.yaml"));
    assertThat(granted(lab.session(voucher, 2))).hasSize(5);
  }

  @Test
  void everySessionOfAnEnrolmentGetsTheSameValues() throws Exception {
    Voucher voucher = lab.create("alice", "badge");
    DefinePuk first = (DefinePuk) granted(lab.session(voucher, 1)).get(0);
    DefinePuk second = (DefinePuk) granted(lab.session(voucher, 2)).get(0);
    assertThat(first.value().matches(second.value())).isTrue();
  }

  @Test
  void aCodeIsGoodForOneCompletedSession() throws Exception {
    Voucher voucher = lab.create("alice", "badge");
    AttestedSession first = lab.session(voucher, 1);
    AttestedSession second = lab.session(voucher, 2);
    CodeAuthority authority = lab.authority();

    assertThat(authority.begin(first, List.of())).isTrue();
    assertThat(authority.begin(second, List.of())).isTrue();
    assertThat(authority.complete(first)).as("another took its place").isFalse();
    assertThat(authority.complete(second)).isTrue();
    assertThat(authority.complete(second)).as("again").isTrue();
    assertThat(authorize(voucher)).isInstanceOf(Denied.class);
    assertThat(lab.provision(second)).isInstanceOf(ProvisioningDecision.Denied.class);
    assertThat(authority.begin(first, List.of())).isFalse();
  }

  @Test
  void renewsWithTheNewestActiveCertificatesKey() throws Exception {
    IssuedCertificate issued = EnrollmentLab.certificate("1a", "sign");
    Voucher badge = lab.create("alice", "badge");
    AttestedSession session = lab.session(badge, 1);
    lab.authority().begin(session, List.of(issued));
    lab.plan("renewal", EnrollmentLab.RENEWAL);
    Voucher renewal = lab.create("alice", "renewal");
    AttestedSession later = lab.session(renewal, 2);
    assertThat(((ProvisioningDecision.Denied) lab.provision(later)).rejection().reason())
        .contains("no active certificate");

    lab.authority().complete(session);
    List<Item> items = granted(later);
    Certify certify = (Certify) items.get(0);
    assertThat(certify.subject()).isEqualTo("CN=alice");
    assertThat(certify.earlierKey().orElseThrow().publicKey()).isEqualTo(issued.publicKey());
    assertThat(certify.earlierKey().orElseThrow().keyUsages())
        .isEqualTo(Set.of("digitalSignature", "nonRepudiation"));
    Unblock preset = (Unblock) items.get(1);
    assertThat(preset.value().orElseThrow().matches(renewal.presets().get(0).value())).isTrue();
    assertThat(items.subList(2, 4))
        .containsExactly(new Unblock("own", Optional.empty()), new Delete("old"));
    assertThat(EnrollmentLab.request(authorize(renewal)).keys()).isEmpty();
  }

  @Test
  void withoutACodeThereIsNoOfferUnlessTheOperatorAllowsIt() throws Exception {
    assertThat(lab.authority().authorize(Optional.empty(), EnrollmentLab.sessionId(1)))
        .isInstanceOf(Denied.class);
    lab.policy = new EnrollmentPolicy(false, Duration.ofHours(1), 5);
    EnrollmentDecision plain =
        lab.authority().authorize(Optional.empty(), EnrollmentLab.sessionId(1));

    assertThat(plain).isEqualTo(new Authorized("", Bytes.EMPTY));
    AttestedSession session =
        new AttestedSession(
            EnrollmentLab.sessionId(1), Bytes.EMPTY, "CN=device", EnrollmentLab.DEVICE);
    assertThat(granted(session)).isEmpty();
    assertThat(lab.authority().begin(session, List.of())).isTrue();
    assertThat(lab.authority().complete(session)).isTrue();
  }

  @Test
  void saysThatItIsUnavailableWhereARetryCanHelp() throws Exception {
    Voucher voucher = lab.create("alice", "badge");
    AttestedSession session = lab.session(voucher, 1);
    lab.managementKey = Optional.empty();
    assertThat(authorize(voucher)).isInstanceOf(Unavailable.class);

    lab.store.failing = true;
    assertThat(authorize(voucher)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> lab.provision(session)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> lab.create("bob", "badge")).isInstanceOf(StoreException.class);
  }

  @Test
  void anOrderUnderAnotherStoreKeyIsUnavailableAndSaysWhatToDo() throws Exception {
    Voucher voucher = lab.create("alice", "badge");
    AttestedSession session = lab.session(voucher, 1);
    lab.sealer = lab.newSealer();

    lab.managementKey =
        Optional.of(EnrollmentLab.request(authorizeWith(session)).managementKey().get());
    assertThat(authorize(voucher)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> lab.provision(session)).hasMessageContaining("store.key.file");
  }

  private static EnrollmentDecision authorizeWith(AttestedSession session) {
    return new Authorized("", session.request());
  }

  @Test
  void drawsAnotherIdWhereOneIsTaken() throws Exception {
    lab.store.idsTaken = 3;
    assertThat(lab.create("alice", "badge")).isNotNull();
    lab.store.idsTaken = 100;
    assertThatThrownBy(() -> lab.create("alice", "badge"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("no free id");
  }

  @Test
  void validityIsTheOperatorsElseThePlansElseTheDefault() throws Exception {
    assertThat(lab.create("alice", "badge").expiresAt()).isEqualTo(lab.now.plusSeconds(7200));
    lab.plan("short", "description: short\ncode-validity: 30m\ndelete: [ x ]\n");
    assertThat(lab.create("alice", "short").expiresAt()).isEqualTo(lab.now.plusSeconds(1800));
    EnrollmentSpec spec =
        new EnrollmentSpec("alice", "short", Optional.of(Duration.ofMinutes(5)), Optional.empty());
    assertThat(lab.desk().create(spec).expiresAt()).isEqualTo(lab.now.plusSeconds(300));
    for (Duration wrong : List.of(Duration.ofSeconds(59), Duration.ofDays(366))) {
      assertThatThrownBy(
              () ->
                  lab.desk()
                      .create(
                          new EnrollmentSpec(
                              "alice", "short", Optional.of(wrong), Optional.empty())))
          .isInstanceOf(SettingsException.class);
    }
  }

  @Test
  void showsPlansAndRefusesThoseThatCannotBeUsed() throws Exception {
    lab.plan("wrong", "description: wrong\npin: [ ]\n");

    List<PlanSummary> plans = lab.desk().plans();
    assertThat(plans).extracting(PlanSummary::name).containsExactly("badge", "wrong");
    assertThat(plans.get(0)).isEqualTo(new PlanSummary("badge", "Badge", true));
    assertThat(plans.get(1).usable()).isFalse();
    assertThat(plans.get(1).description()).contains("wrong.yaml, line 2: ");
    assertThatThrownBy(() -> lab.create("alice", "wrong"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> lab.create("alice", "none"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void takesSecretsFromFilesOfTheOwner() throws Exception {
    Path file = folder.resolve("door.bin");
    Files.write(file, new byte[40]);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    lab.plan(
        "file",
        "description: f\nsecrets: [ { id: door, type: HS256, value: \"file:door.bin\" } ]\n");
    ImportSecret secret =
        (ImportSecret) granted(lab.session(lab.create("alice", "file"), 1)).get(0);
    assertThat(secret.value().length()).isEqualTo(40);

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> lab.create("alice", "file")).hasMessageContaining("chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.write(file, new byte[31]);
    assertThatThrownBy(() -> lab.create("alice", "file"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("32 to 64 bytes");
    Files.delete(file);
    assertThatThrownBy(() -> lab.create("alice", "file"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("check the path");
  }

  @Test
  void deskListsCancelsAndFindsWhatPeopleType() throws Exception {
    Voucher first = lab.create("alice", "badge");
    Voucher second = lab.create("bob", "badge");
    assertThat(lab.desk().enrollments(1))
        .extracting(e -> e.terms().id())
        .containsExactly(second.enrollmentId());
    assertThat(lab.desk().cancel(first.enrollmentId().toLowerCase())).isTrue();
    assertThat(lab.desk().cancel(first.enrollmentId())).isFalse();
    assertThat(lab.store.enrollments.get(first.enrollmentId()).state())
        .isEqualTo(EnrollmentState.CANCELLED);

    IssuedCertificate issued = EnrollmentLab.certificate("abc", "sign");
    lab.authority().begin(lab.session(second, 1), List.of(issued));
    assertThat(lab.desk().certificate("00:0A:BC")).isPresent();
    assertThat(lab.desk().certificates(Optional.of("bob"), 10)).hasSize(1);
    assertThat(lab.desk().certificates(Optional.of("alice"), 10)).isEmpty();
    assertThat(lab.desk().revoke("0ABC", dev.skep.api.issuer.RevocationReason.UNSPECIFIED))
        .isTrue();
  }
}
