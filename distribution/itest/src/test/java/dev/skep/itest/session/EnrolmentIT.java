package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.client.CeremonyStep;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.EnrollmentState;
import dev.skep.api.issuer.RevocationReason;
import dev.skep.api.issuer.Voucher;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.ProvisionedSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.UseResult;
import dev.skep.itest.container.InContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;

/** Enrolments from the code to the signature, over HTTP and with the real database. */
@InContainer
class EnrolmentIT {
  private static final Bytes DOCUMENT = Bytes.utf8("a document");

  private static final String BADGE =
      """
      description: Badge
      puks:
        - id: puk
          length: 8
          tries: 5
      pins:
        - id: pin
          minimum: 6
          maximum: 8
          tries: 3
          puk: puk
          value: preset
      keys:
        - id: sign
          algorithm: %s
          usage: [ digitalSignature ]
          pin: pin
          label: Signature
          certificate:
            subject: CN={account},O=Example
            validity: 30d
      secrets:
        - id: door
          type: HS256
          pin: pin
          value: random
      """;

  private static final String RENEWAL =
      """
      description: Renewal
      renew:
        - key: sign
          certificate:
            subject: CN={account},O=Example
            validity: 60d
      unblock:
        - pin: pin
          value: keep
      delete: [ door ]
      """;

  private Scene scene;
  private Enrolments enrolments;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    scene = new Scene(context);
    scene.trustMaker();
    enrolments = new Enrolments(scene);
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({
    "DHKEM-P256-HKDF-SHA256, ES256, memory, ES256",
    "DHKEM-P256-HKDF-SHA256, ES256, wrapped, RS256",
    "RSA-OAEP-256, RS256, memory, ES256",
    "RSA-OAEP-256, PS256, wrapped, Ed25519",
    "DHKEM-X25519-HKDF-SHA256, Ed25519, memory, ES384"
  })
  void enrolsInTwoRoundTripsAndSigns(
      String transport, String attestation, String handles, String algorithm) throws Exception {
    enrolments.plan("badge", BADGE.formatted(algorithm));
    scene.policy(List.of(transport), List.of(attestation));
    SecurityElement element = scene.element("alice", attestation, handles);
    List<String> steps = new ArrayList<>();
    try (Voucher voucher = enrolments.allow("alice", "badge", Optional.empty())) {
      CeremonyOutcome outcome =
          enrolments.enrol(element, voucher, (CeremonyStep step) -> steps.add(step.name()));

      assertThat(outcome).isInstanceOf(Completed.class);
      assertThat(steps)
          .as("offer, response and records are the round trips")
          .containsExactly("offer", "choose", "establish", "response", "records");
      ProvisionedSecurityElement held = enrolments.holders("soft:alice");
      assertThat(held.objects()).hasSize(4);
      ProvisionedObject.Key key = Enrolments.only(ProvisionedObject.Key.class, held);
      assertThat(key.certificateChain()).isNotEmpty();
      assertThat(key.attestation().length()).isPositive();
      UseResult signed =
          held.sign(key.name(), Optional.of(Enrolments.preset(voucher, "PIN")), DOCUMENT);
      assertThat(signed).isInstanceOf(UseResult.Done.class);
      assertThat(enrolments.desk().enrollments(1).get(0).state())
          .isEqualTo(EnrollmentState.COMPLETED);
      assertThat(enrolments.desk().certificates(Optional.of("alice"), 1).get(0).status())
          .isEqualTo(CertificateEntry.Status.ACTIVE);
      assertThat(scene.audit().events(AuditEvent.Kind.ESTABLISHED).get(0).details())
          .containsEntry("account", "alice")
          .containsEntry("outside.1.label", "statement");
    }
  }

  @Test
  void wrongPinsCountDownAndBlockAndThePukUnblocks() throws Exception {
    enrolments.plan("badge", BADGE.formatted("ES256"));
    SecurityElement element = scene.element("alice", "ES256");
    try (Voucher voucher = enrolments.allow("alice", "badge", Optional.empty());
        SecretBytes wrong = SecretBytes.adopt("999999".getBytes("US-ASCII"));
        SecretBytes next = SecretBytes.adopt("739154".getBytes("US-ASCII"))) {
      enrolments.enrolled(element, voucher);
      ProvisionedSecurityElement held = enrolments.holders("soft:alice");
      ObjectName key = Enrolments.only(ProvisionedObject.Key.class, held).name();
      ObjectName pin = Enrolments.only(ProvisionedObject.Pin.class, held).name();

      for (int left = 2; left > 0; left--) {
        assertThat(held.sign(key, Optional.of(wrong), DOCUMENT))
            .isEqualTo(new UseResult.Wrong(left));
      }
      assertThat(held.sign(key, Optional.of(wrong), DOCUMENT))
          .isIn(new UseResult.Wrong(0), new UseResult.Blocked());
      assertThat(held.sign(key, Optional.of(Enrolments.preset(voucher, "PIN")), DOCUMENT))
          .isEqualTo(new UseResult.Blocked());
      assertThat(held.unblock(pin, Enrolments.preset(voucher, "PUK"), next))
          .isInstanceOf(UseResult.Done.class);
      assertThat(held.sign(key, Optional.of(next), DOCUMENT)).isInstanceOf(UseResult.Done.class);
    }
  }

  @Test
  void laterSessionOfTheSameIssuerRenewsUnblocksAndDeletes() throws Exception {
    enrolments.plan("badge", BADGE.formatted("ES256"));
    enrolments.plan("renewal", RENEWAL);
    SecurityElement element = scene.element("alice", "ES256", "wrapped");
    try (Voucher first = enrolments.allow("alice", "badge", Optional.empty());
        Voucher second = enrolments.allow("alice", "renewal", Optional.empty());
        SecretBytes wrong = SecretBytes.adopt("999999".getBytes("US-ASCII"))) {
      enrolments.enrolled(element, first);
      ProvisionedSecurityElement held = enrolments.holders("soft:alice");
      ProvisionedObject.Key before = Enrolments.only(ProvisionedObject.Key.class, held);
      held.sign(before.name(), Optional.of(wrong), DOCUMENT);

      enrolments.enrolled(element, second);

      ProvisionedObject.Key after = Enrolments.only(ProvisionedObject.Key.class, held);
      assertThat(after.publicKey()).isEqualTo(before.publicKey());
      assertThat(after.certificateChain().get(0)).isNotEqualTo(before.certificateChain().get(0));
      assertThat(Enrolments.only(ProvisionedObject.Pin.class, held).triesLeft()).isEqualTo(3);
      assertThat(held.objects()).noneMatch(ProvisionedObject.Secret.class::isInstance);
      assertThat(held.sign(after.name(), Optional.of(Enrolments.preset(first, "PIN")), DOCUMENT))
          .isInstanceOf(UseResult.Done.class);
    }
  }

  @Test
  @DisplayName("attack 20: a code that is bound to one device is worth nothing to another")
  void rejectsAnotherDeviceThanTheCodeIsBoundTo() throws Exception {
    enrolments.plan("badge", BADGE.formatted("ES256"));
    SecurityElement element = scene.element("mallory", "ES256");
    try (Voucher voucher = enrolments.allow("alice", "badge", Optional.of("ab".repeat(32)))) {
      CeremonyOutcome outcome = enrolments.enrol(element, voucher, step -> {});

      assertThat(outcome).isInstanceOf(Failed.class);
      assertThat(((Failed) outcome).code()).isEqualTo("rejected");
      assertThat(scene.audit().latestRule()).isEqualTo("S-16");
      assertThat(enrolments.holders("soft:mallory").objects()).isEmpty();
    }
  }

  @Test
  void codeIsGoodForOneCompletedSessionOnly() throws Exception {
    enrolments.plan("badge", BADGE.formatted("ES256"));
    SecurityElement element = scene.element("alice", "ES256");
    try (Voucher voucher = enrolments.allow("alice", "badge", Optional.empty())) {
      enrolments.enrolled(element, voucher);

      CeremonyOutcome again = enrolments.enrol(element, voucher, step -> {});

      assertThat(again).isInstanceOf(Failed.class);
      assertThat(((Failed) again).code()).isEqualTo("rejected");
    }
  }

  @Test
  void opensslVerifiesSignatureCertificateAndRevocation(@TempDir Path folder, BundleContext context)
      throws Exception {
    enrolments.plan("badge", BADGE.formatted("ES256"));
    SecurityElement element = scene.element("alice", "ES256");
    Shell shell = new Shell(context);
    try (Voucher voucher = enrolments.allow("alice", "badge", Optional.empty())) {
      enrolments.enrolled(element, voucher);
      Path document = Files.writeString(folder.resolve("document"), "a document");
      Path pin = Enrolments.secretFile(folder.resolve("pin"), Enrolments.preset(voucher, "PIN"));
      String se = " --se soft:alice --key sign ";

      shell.run(
          "skep:sign"
              + se
              + "--in "
              + document
              + " --out "
              + folder.resolve("signature")
              + " --pin-file "
              + pin);
      shell.run("skep:certificate" + se + "--out " + folder.resolve("chain.pem"));
      shell.run("skep:attestation" + se + "--out " + folder.resolve("key.attestation"));

      assertThat(
              openssl(folder, "x509", "-in", "chain.pem", "-noout", "-pubkey", "-out", "key.pem"))
          .isZero();
      assertThat(
              openssl(
                  folder,
                  "dgst",
                  "-sha256",
                  "-verify",
                  "key.pem",
                  "-signature",
                  "signature",
                  "document"))
          .isZero();
      assertThat(verified(folder)).isZero();
      Path maker = Files.writeString(folder.resolve("maker.pem"), scene.maker().pem());
      assertThat(
              shell.run(
                  "skep:verify-attestation --in "
                      + folder.resolve("key.attestation")
                      + " --ca "
                      + maker
                      + " --certificate "
                      + folder.resolve("chain.pem")))
          .contains("sign", "ES256");

      CertificateEntry issued = enrolments.desk().certificates(Optional.of("alice"), 1).get(0);
      assertThat(
              enrolments
                  .desk()
                  .revoke(issued.issued().serialNumber(), RevocationReason.KEY_COMPROMISE))
          .isTrue();
      scene.services().awaitThat("the revocation on the list", () -> verified(folder) != 0);
    }
  }

  /** What openssl says of the certificate by the CA and the list that the server gives now. */
  private int verified(Path folder) {
    try {
      Files.write(folder.resolve("ca.der"), scene.wire().get("ca").toArray());
      Files.write(folder.resolve("list.der"), scene.wire().get("crl").toArray());
      openssl(folder, "x509", "-inform", "DER", "-in", "ca.der", "-out", "ca.pem");
      openssl(folder, "crl", "-inform", "DER", "-in", "list.der", "-out", "list.pem");
      return openssl(
          folder, "verify", "-CAfile", "ca.pem", "-CRLfile", "list.pem", "-crl_check", "chain.pem");
    } catch (Exception e) {
      throw new AssertionError("openssl cannot be run", e);
    }
  }

  private static int openssl(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.output").toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void sessionWithoutACodeProvisionsNothing() throws Exception {
    enrolments.plan("badge", BADGE.formatted("ES256"));
    SecurityElement element = scene.element("alice", "ES256");

    assertThat(scene.run(element)).isInstanceOf(Completed.class);

    assertThat(enrolments.holders("soft:alice").objects()).isEmpty();
    scene.configure("dev.skep.server.enrollment", Map.of("code.required", true));
    scene.services().awaitThat("no offer without a code", () -> refused(element));
  }

  private boolean refused(SecurityElement element) {
    try {
      return scene.run(element) instanceof Failed failed && failed.code().equals("rejected");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
