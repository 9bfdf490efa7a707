package dev.skep.demo.internal.chapter;

import dev.skep.api.SecretBytes;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.client.CeremonyRequest;
import dev.skep.api.client.Consent;
import dev.skep.api.client.SessionClient;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.CertificateIssuer;
import dev.skep.api.issuer.EnrollmentDesk;
import dev.skep.api.issuer.EnrollmentSpec;
import dev.skep.api.issuer.Voucher;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.ProvisionedSecurityElement;
import dev.skep.demo.internal.device.SoftwareElement;
import dev.skep.demo.internal.story.Chapter;
import dev.skep.demo.internal.story.Narrator;
import dev.skep.demo.internal.story.StoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a one-time code to a certified key under a preset PIN, in two round trips. */
public final class Enrolment implements Chapter {
  private static final String CA_PID = "dev.skep.issuer.x509";
  private static final String PLAN = "employee-badge";

  private final Stage stage;
  private final Path folder;
  private final Handover handover;

  /**
   * What the holder got from the issuer by another way than the network: on paper, say. The next
   * chapter uses it.
   */
  public static final class Handover implements AutoCloseable {
    private @Nullable SecretBytes pin;

    /** Nothing yet. */
    public Handover() {}

    void take(Voucher voucher) {
      pin =
          voucher.presets().stream()
              .filter(preset -> preset.kind().equals("PIN"))
              .map(preset -> preset.value().slice(0, preset.value().length()))
              .findFirst()
              .orElse(null);
    }

    /**
     * The PIN.
     *
     * @throws StoryException if there is none
     */
    SecretBytes pin() throws StoryException {
      SecretBytes known = pin;
      if (known == null) {
        throw new StoryException("there is no PIN: the chapter of the enrolment failed");
      }
      return known;
    }

    @Override
    public void close() {
      SecretBytes known = pin;
      if (known != null) {
        known.close();
      }
    }
  }

  /**
   * Enrols {@link Stage#BOB}.
   *
   * @param folder for the issuing CA, which goes with the demo
   */
  public Enrolment(Stage stage, Path folder, Handover handover) {
    this.stage = stage;
    this.folder = folder;
    this.handover = handover;
  }

  @Override
  public String title() {
    return "An enrolment: code, session, PIN, key, certificate, commit";
  }

  @Override
  public String tell() throws Exception {
    Narrator narrator = stage.narrator();
    startCa();
    narrator.say(
        "The issuer allows one enrolment by the plan "
            + PLAN
            + " (conf/plans/"
            + PLAN
            + ".yaml) and gives the holder a code, a PIN and a PUK, which are kept nowhere in clear:");
    EnrollmentSpec spec = new EnrollmentSpec("bob", PLAN, Optional.empty(), Optional.empty());
    try (Voucher voucher = stage.services().get(EnrollmentDesk.class).create(spec)) {
      handover.take(voucher);
      narrator.fact("code", voucher.enrollmentId() + "-…, good until " + voucher.expiresAt());
      voucher
          .presets()
          .forEach(
              preset ->
                  narrator.fact(
                      preset.kind() + " " + preset.id(), preset.value().length() + " digits"));
      Completed done = enrol(voucher);
      showChecks(done);
    }
    return showObjects(Stage.BOB);
  }

  private void startCa() throws Exception {
    stage
        .configurations()
        .change(
            CA_PID,
            Map.of(
                "file",
                folder.resolve("issuing-ca.p12").toString(),
                "password.file",
                folder.resolve("issuing-ca.password").toString(),
                "create",
                true,
                "create.subject",
                "CN=Issuing CA of one demo run,O=SKEP demo"));
    stage.services().get(CertificateIssuer.class);
    stage.narrator().say("The issuer's CA, made for this run in a PKCS#12 file, certifies keys.");
  }

  private Completed enrol(Voucher voucher) throws Exception {
    stage.narrator().say("The holder enrols " + Stage.BOB.id() + " with the code:");
    CeremonyRequest request =
        new CeremonyRequest(
            stage.server().base(),
            stage.services().element(Stage.BOB.id()),
            Optional.of(voucher.code()),
            List.of(),
            this::consent);
    CeremonyOutcome outcome =
        stage
            .services()
            .get(SessionClient.class)
            .run(
                request,
                step ->
                    stage
                        .narrator()
                        .exchange(
                            step.name(),
                            step.sentBytes(),
                            step.receivedBytes(),
                            step.took(),
                            step.detail()));
    if (outcome instanceof Failed failed) {
      stage
          .narrator()
          .expect("the enrolment ends well", false, failed.code() + ": " + failed.message());
    }
    return (Completed) outcome;
  }

  private boolean consent(Consent.Proposal proposal) {
    stage
        .narrator()
        .say(
            "The holder is asked, and agrees: "
                + proposal.issuer()
                + " for the account "
                + proposal.account()
                + ", keys "
                + proposal.keys());
    return true;
  }

  private void showChecks(Completed done) throws Exception {
    AuditEvent established = stage.audit().await(AuditEvent.Kind.ESTABLISHED, done.sessionId());
    stage.narrator().say("What the server checked before it issued and sent anything:");
    stage.narrator().list(established.checks());
    AuditEvent completed = stage.audit().await(AuditEvent.Kind.COMPLETED, done.sessionId());
    stage.narrator().say("And at the end:");
    stage.narrator().list(completed.checks());
  }

  private String showObjects(SoftwareElement element) throws Exception {
    ProvisionedSecurityElement provisioned =
        (ProvisionedSecurityElement) stage.services().element(element.id());
    List<ProvisionedObject> objects = provisioned.objects();
    Narrator narrator = stage.narrator();
    narrator.say("What " + element.id() + " holds now:");
    long keys = 0;
    for (ProvisionedObject object : objects) {
      if (object instanceof ProvisionedObject.Key key) {
        narrator.fact(
            "key " + key.name().id(),
            key.terms().algorithm() + ", certificates: " + key.certificateChain().size());
        keys += key.certificateChain().isEmpty() ? 0 : 1;
      } else if (object instanceof ProvisionedObject.Pin pin) {
        narrator.fact("PIN " + pin.name().id(), pin.triesLeft() + " tries");
      } else if (object instanceof ProvisionedObject.Puk puk) {
        narrator.fact("PUK " + puk.name().id(), puk.triesLeft() + " tries");
      } else if (object instanceof ProvisionedObject.Secret secret) {
        narrator.fact("secret " + secret.name().id(), secret.terms().type());
      }
    }
    narrator.expect("a key is certified, and everything was committed at once", keys > 0, "none");
    return objects.size() + " objects, " + keys + " certified";
  }
}
