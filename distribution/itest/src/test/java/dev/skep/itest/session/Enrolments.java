package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyRequest;
import dev.skep.api.client.Consent;
import dev.skep.api.client.SessionClient;
import dev.skep.api.issuer.CertificateIssuer;
import dev.skep.api.issuer.EnrollmentDesk;
import dev.skep.api.issuer.EnrollmentSpec;
import dev.skep.api.issuer.Voucher;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.ProvisionedSecurityElement;
import dev.skep.api.se.SecurityElement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An issuer with a CA and plans of its own in a scene, and holders who enrol there. */
final class Enrolments {
  private static final String CA_PID = "dev.skep.issuer.x509";
  private static final String ENROLLMENT_PID = "dev.skep.server.enrollment";

  private final Scene scene;
  private final Path plans;

  /** Starts the CA, and points the server to an empty folder of plans. */
  Enrolments(Scene scene) throws Exception {
    this.scene = scene;
    Path folder = Files.createTempDirectory(scene.data(), "issuer");
    plans = Files.createDirectory(folder.resolve("plans"));
    scene.configure(
        CA_PID,
        Map.of(
            "file", folder.resolve("ca.p12").toString(),
            "password.file", folder.resolve("ca.password").toString(),
            "create", true));
    scene.configure(ENROLLMENT_PID, Map.of("plans.directory", plans.toString()));
    scene.services().await(CertificateIssuer.class);
    scene.services().await(EnrollmentDesk.class);
  }

  /** Adds a plan and waits until it can be used. */
  void plan(String name, String content) throws Exception {
    Files.writeString(plans.resolve(name + ".yaml"), content);
    scene.services().awaitThat("the plan " + name, () -> usable(name));
  }

  private boolean usable(String name) {
    return desk().plans().stream().anyMatch(plan -> plan.name().equals(name) && plan.usable());
  }

  EnrollmentDesk desk() {
    try {
      return scene.services().await(EnrollmentDesk.class);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Allows an enrolment. */
  Voucher allow(String account, String plan, Optional<String> device) throws Exception {
    return desk().create(new EnrollmentSpec(account, plan, Optional.empty(), device));
  }

  /** Has a holder enrol. */
  CeremonyOutcome enrol(SecurityElement element, Voucher voucher, CeremonyListener listener)
      throws Exception {
    CeremonyRequest request =
        new CeremonyRequest(
            scene.server(),
            element,
            Optional.of(voucher.code()),
            List.of(
                new CeremonyRequest.OutsideData(
                    "statement", Bytes.utf8("I have read the house rules"))),
            Consent.ALWAYS);
    return scene.services().await(SessionClient.class).run(request, listener);
  }

  /** Has a holder enrol, which must succeed. */
  Completed enrolled(SecurityElement element, Voucher voucher) throws Exception {
    CeremonyOutcome outcome = enrol(element, voucher, CeremonyListener.NONE);
    assertThat(outcome).isInstanceOf(Completed.class);
    return (Completed) outcome;
  }

  /** An SE as its holder sees it. */
  ProvisionedSecurityElement holders(String id) throws InterruptedException {
    return scene
        .services()
        .await(
            ProvisionedSecurityElement.class, "(" + SecurityElement.ID_PROPERTY + "=" + id + ")");
  }

  /** The only object of a type. */
  static <T extends ProvisionedObject> T only(Class<T> type, ProvisionedSecurityElement element)
      throws Exception {
    List<ProvisionedObject> found = element.objects().stream().filter(type::isInstance).toList();
    assertThat(found).as(type.getSimpleName()).hasSize(1);
    return type.cast(found.get(0));
  }

  /** A preset of a voucher, which stays the voucher's. */
  static SecretBytes preset(Voucher voucher, String kind) {
    return voucher.presets().stream()
        .filter(preset -> preset.kind().equals(kind))
        .findFirst()
        .orElseThrow()
        .value();
  }

  /** Writes a secret where only its owner reads it, as commands take it. */
  static Path secretFile(Path file, SecretBytes secret) throws Exception {
    byte[] content = secret.copy();
    Files.writeString(file, new String(content, StandardCharsets.US_ASCII) + "\n");
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    return file;
  }
}
