package dev.skep.server.core.internal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.issuer.AttestedSession;
import dev.skep.api.issuer.Enrollment;
import dev.skep.api.issuer.EnrollmentDecision;
import dev.skep.api.issuer.EnrollmentDecision.Authorized;
import dev.skep.api.issuer.EnrollmentDecision.Denied;
import dev.skep.api.issuer.EnrollmentDecision.Unavailable;
import dev.skep.api.issuer.EnrollmentSpec;
import dev.skep.api.issuer.EnrollmentState;
import dev.skep.api.issuer.EnrollmentTerms;
import dev.skep.api.issuer.ProvisioningDecision;
import dev.skep.api.issuer.ProvisioningDecision.Granted;
import dev.skep.api.issuer.ProvisioningOrder.ImportSecret;
import dev.skep.api.issuer.ProvisioningOrder.Item;
import dev.skep.api.issuer.Voucher;
import dev.skep.protocol.provisioning.CodeBinding;
import dev.skep.protocol.provisioning.EnrollmentCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnrollmentAttackTest {
  @TempDir Path folder;
  private EnrollmentLab lab;

  @BeforeEach
  void open() throws Exception {
    lab = new EnrollmentLab(folder);
  }

  private EnrollmentDecision authorize(String code) {
    return lab.authorize(code, EnrollmentLab.sessionId(1));
  }

  private static String code(Voucher voucher) {
    return EnrollmentLab.text(voucher.code());
  }

  private static String wrong(String code) {
    return code.substring(0, code.length() - 1) + (code.endsWith("0") ? '1' : '0');
  }

  @Test
  @DisplayName("attack 20: an offer that was made for another code is not bound to the victim's")
  void offerForAnotherCodeHasAnotherBinding() throws Exception {
    Voucher victim = lab.create("alice", "badge");
    Voucher attacker = lab.create("mallory", "badge");
    Bytes sessionId = EnrollmentLab.sessionId(1);
    Optional<Bytes> relayed =
        EnrollmentLab.request(lab.authorize(code(attacker), sessionId)).codeBinding();

    try (SecretBytes typed = EnrollmentCode.normalize(victim.code()).orElseThrow()) {
      assertThat(relayed).isPresent().isNotEqualTo(Optional.of(CodeBinding.of(sessionId, typed)));
    }
  }

  @Test
  @DisplayName("attack 20: a code that is bound to a device is of no use to another device")
  void anotherDeviceIsDenied() throws Exception {
    String device =
        Bytes.of(MessageDigest.getInstance("SHA-256").digest(EnrollmentLab.DEVICE.toArray()))
            .toHex();
    EnrollmentSpec spec =
        new EnrollmentSpec("alice", "badge", Optional.empty(), Optional.of(device.toUpperCase()));
    Voucher voucher = lab.desk().create(spec);
    AttestedSession own = lab.session(voucher, 1);
    AttestedSession other =
        new AttestedSession(
            own.sessionId(), own.request(), own.deviceSubject(), Bytes.utf8("another device"));

    assertThat(lab.provision(own)).isInstanceOf(Granted.class);
    assertThat(((ProvisioningDecision.Denied) lab.provision(other)).rejection().rule())
        .isEqualTo("S-16");
    assertThatThrownBy(
            () ->
                lab.desk()
                    .create(
                        new EnrollmentSpec(
                            "alice", "badge", Optional.empty(), Optional.of("12:34"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("64 hexadecimal digits");
  }

  @Test
  @DisplayName("attack 74: a row that was altered gives nothing away and provisions nothing")
  void refusesAnAlteredRow() throws Exception {
    Voucher voucher = lab.create("alice", "badge");
    Voucher other = lab.create("mallory", "badge");
    AttestedSession session = lab.session(voucher, 1);
    EnrollmentTerms good = lab.store.enrollments.get(voucher.enrollmentId()).terms();
    EnrollmentTerms foreign = lab.store.enrollments.get(other.enrollmentId()).terms();
    List<EnrollmentTerms> altered =
        List.of(
            terms(good, "root", good.codeHash(), good.sealedOrder(), good.device()),
            terms(good, good.account(), foreign.codeHash(), good.sealedOrder(), good.device()),
            terms(good, good.account(), good.codeHash(), foreign.sealedOrder(), good.device()),
            terms(
                good,
                good.account(),
                good.codeHash(),
                good.sealedOrder(),
                Optional.of("00".repeat(32))));
    for (EnrollmentTerms wrong : altered) {
      lab.store.enrollments.put(
          wrong.id(), new Enrollment(wrong, EnrollmentState.OPEN, 0, Optional.empty()));
      assertThat(authorize(code(voucher))).isNotInstanceOf(Authorized.class);
      String foreignSecret = code(other).substring(EnrollmentCode.ID_LENGTH);
      assertThat(authorize(voucher.enrollmentId() + foreignSecret))
          .isNotInstanceOf(Authorized.class);
      if (wrong.device().isEmpty()) {
        assertThatThrownBy(() -> lab.provision(session)).hasMessageContaining("altered");
      }
    }
  }

  private static EnrollmentTerms terms(
      EnrollmentTerms of, String account, Bytes hash, Bytes order, Optional<String> device) {
    return new EnrollmentTerms(
        of.id(), account, of.plan(), hash, order, device, of.createdAt(), of.expiresAt());
  }

  @Test
  @DisplayName("attack 75: no code, PIN, PUK or secret in logs, texts, errors or the store")
  void secretsAreNowhereToBeSeen() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    StringBuilder seen = new StringBuilder();
    List<String> canaries = new ArrayList<>();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      Voucher voucher = lab.create("alice", "badge");
      String code = code(voucher);
      canaries.add(code);
      canaries.add(code.replace("-", ""));
      canaries.add(code.substring(EnrollmentCode.ID_LENGTH + 1));
      voucher.presets().forEach(one -> canaries.add(EnrollmentLab.text(one.value())));
      EnrollmentDecision decision = authorize(code);
      AttestedSession session = lab.session(voucher, 1);
      Granted granted = (Granted) lab.provision(session);
      for (Item item : granted.order().items()) {
        if (item instanceof ImportSecret secret) {
          canaries.add(secret.value().use(bytes -> Bytes.of(bytes).toHex()));
        }
      }
      seen.append(voucher).append(decision).append(session).append(granted);
      seen.append(authorize(wrong(code)));
      seen.append(lab.desk().enrollments(10)).append(lab.desk().plans());
      EnrollmentTerms terms = lab.store.enrollments.get(voucher.enrollmentId()).terms();
      seen.append(new OrderBox(lab.sealer).open(terms).orElseThrow());
      seen.append(terms.sealedOrder().toHex());
      seen.append(new String(terms.sealedOrder().toArray(), StandardCharsets.ISO_8859_1));
      lab.store.failing = true;
      seen.append(authorize(code));
      assertThatThrownBy(() -> lab.create("alice", "badge")).satisfies(seen::append);
      assertThatThrownBy(() -> lab.provision(session)).satisfies(seen::append);
    } finally {
      System.setErr(before);
    }
    String all = seen + log.toString(StandardCharsets.UTF_8);

    assertThat(log.size()).as("the log is looked at").isPositive();
    assertThat(canaries).hasSize(6).doesNotContain("");
    assertThat(all).contains("Voucher[").doesNotContain(canaries);
  }

  @Test
  @DisplayName("attack 76: whatever is wrong with a code, the answer is the same")
  void everyBadCodeIsDeniedAlike() throws Exception {
    String good = code(lab.create("alice", "badge"));
    String unknown = (good.startsWith("0") ? "1" : "0") + good.substring(1);
    for (String bad : List.of("", "short", good + "0", "U" + good.substring(1), "\r\n")) {
      assertThat(authorize(bad)).isInstanceOf(Denied.class);
    }
    assertThat(authorize(unknown)).isInstanceOf(Denied.class);
    assertThat(authorize(wrong(good))).isInstanceOf(Denied.class);

    Voucher cancelled = lab.create("alice", "badge");
    lab.desk().cancel(cancelled.enrollmentId());
    assertThat(authorize(code(cancelled))).isInstanceOf(Denied.class);
    Voucher used = lab.create("alice", "badge");
    AttestedSession session = lab.session(used, 1);
    lab.authority().begin(session, List.of());
    lab.authority().complete(session);
    assertThat(authorize(code(used))).isInstanceOf(Denied.class);
    assertThat(authorize(good)).isInstanceOf(Authorized.class);
    lab.now = lab.now.plus(Duration.ofHours(2));
    assertThat(authorize(good)).as("expired").isInstanceOf(Denied.class);
  }

  @Test
  @DisplayName("attack 76: a peer without the right code never learns what is wrong inside")
  void onlyTheRightCodeCanMakeItUnavailable() throws Exception {
    String good = code(lab.create("alice", "badge"));
    lab.sealer = lab.newSealer();
    lab.managementKey = Optional.empty();

    assertThat(authorize(wrong(good))).isInstanceOf(Denied.class);
    assertThat(authorize(good)).isInstanceOf(Unavailable.class);
  }

  @Test
  @DisplayName("attack 76: too many wrong codes block an enrolment for good")
  void wrongCodesAreCounted() throws Exception {
    Voucher voucher = lab.create("alice", "badge");
    AttestedSession underWay = lab.session(voucher, 1);
    for (int i = 0; i < 4; i++) {
      assertThat(authorize(wrong(code(voucher)))).isInstanceOf(Denied.class);
    }
    assertThat(authorize(code(voucher))).isInstanceOf(Authorized.class);
    authorize(wrong(code(voucher)));

    assertThat(lab.store.enrollments.get(voucher.enrollmentId()).state())
        .isEqualTo(EnrollmentState.BLOCKED);
    assertThat(authorize(code(voucher))).isInstanceOf(Denied.class);
    assertThat(lab.provision(underWay)).isInstanceOf(ProvisioningDecision.Denied.class);
  }

  @Test
  @DisplayName("attack 76: a session that was offered in time provisions nothing after the end")
  void anExpiredEnrolmentProvisionsNothing() throws Exception {
    AttestedSession session = lab.session(lab.create("alice", "badge"), 1);
    lab.now = lab.now.plus(Duration.ofHours(2));
    assertThat(lab.provision(session)).isInstanceOf(ProvisioningDecision.Denied.class);
  }

  @ParameterizedTest
  @DisplayName("attack 77: an account that would begin a line or hide in one is refused")
  @ValueSource(
      strings = {"", " ", "a\r\nb", "a\nADMIN", "a\u0000b", "a\u202eb", "a\u2028b", " a", "a "})
  void refusesAccountsThatMislead(String account) {
    assertThatThrownBy(() -> lab.create(account, "badge"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("account: has 1 to 128 bytes")
        .extracting(Throwable::getMessage, org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .doesNotContain("\n", "\r");
  }

  @Test
  @DisplayName("attack 77: quotes and commas of an account stay inside its part of the subject")
  void accountsAreEscapedInSubjects() throws Exception {
    AttestedSession session = lab.session(lab.create("x\",O=Root+CN=\\y", "badge"), 1);
    List<Item> items = ((Granted) lab.provision(session)).order().items();

    assertThat(items.get(items.size() - 1).toString())
        .contains("CN=x\\\"\\,O\\=Root\\+CN\\=\\\\y,O=Example");
  }
}
