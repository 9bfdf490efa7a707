package dev.skep.demo.internal.chapter;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.DeviceTrust;
import dev.skep.api.issuer.TrustDecision;
import dev.skep.api.issuer.TrustDecision.Trusted;
import dev.skep.api.issuer.TrustDecision.Untrusted;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.demo.internal.container.Await;
import dev.skep.demo.internal.device.DeviceCa;
import dev.skep.demo.internal.device.SoftwareElement;
import dev.skep.demo.internal.story.Chapter;
import dev.skep.demo.internal.story.Narrator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A device maker, two security elements, and a server that comes to trust that maker. */
public final class Preparation implements Chapter {
  private static final String TRUST_PID = "dev.skep.server.trust";

  /** The name of the device maker's CA. */
  public static final String CA_NAME = "CN=Device CA of one demo run,O=SKEP demo";

  private final Stage stage;
  private final Path folder;
  private final DeviceCa maker;
  private final Clock clock;

  /**
   * Prepares in a folder of the demo's own.
   *
   * @param folder exists, is empty, and goes with the demo
   * @param maker the device maker's CA
   */
  public Preparation(Stage stage, Path folder, DeviceCa maker, Clock clock) {
    this.stage = stage;
    this.folder = folder;
    this.maker = maker;
    this.clock = clock;
  }

  @Override
  public String title() {
    return "Preparation: device maker, elements, trust";
  }

  @Override
  public String tell() throws Exception {
    Narrator narrator = stage.narrator();
    narrator.fact("server", stage.server().base().toString());
    narrator.fact("Java", Runtime.version() + " on " + System.getProperty("os.name"));

    narrator.say("A device maker's CA, made for this run and kept in memory only:");
    narrator.fact(
        "device CA",
        CA_NAME + ", P-256, certificate of " + maker.certificate().length() + " bytes");

    Path anchors = Files.createDirectory(folder.resolve("anchors"));
    stage.configurations().change(TRUST_PID, Map.of("anchors.directory", anchors.toString()));
    Bytes alice = personalize(Stage.ALICE, maker);
    Bytes bob = personalize(Stage.BOB, maker);
    untrusted(alice);

    long start = System.nanoTime();
    Files.writeString(anchors.resolve("demo-device-ca.pem"), maker.certificatePem());
    for (Bytes leaf : List.of(alice, bob)) {
      Await.until("trust in " + CA_NAME, () -> trusted(leaf));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    narrator.say("The operator puts the CA's certificate into " + anchors + ".");
    narrator.expect(
        "the server trusts both elements now, after %d ms and without a restart"
            .formatted(took.toMillis()),
        true,
        "");
    return "2 elements personalised, 1 maker trusted";
  }

  /** The leaf's certificate. */
  private Bytes personalize(SoftwareElement element, DeviceCa maker) throws Exception {
    stage
        .configurations()
        .add(SoftwareElement.FACTORY_PID, element.name(), element.settings(folder));
    PersonalizableSecurityElement blank = stage.services().element(element.id());
    Bytes publicKey = blank.createAttestationKey(element.attestation());
    Bytes leaf = maker.certify(publicKey, element.subject());
    blank.installCertificateChain(List.of(leaf));
    SecurityElementInfo info = blank.info();
    Narrator narrator = stage.narrator();
    narrator.say(
        element.id() + ", made from a configuration of " + SoftwareElement.FACTORY_PID + ":");
    narrator.fact("model", info.model());
    narrator.fact(
        "attestation key",
        "%s, made inside; its public half of %d bytes went to the CA, a certificate of %d bytes came back"
            .formatted(element.attestation(), publicKey.length(), leaf.length()));
    narrator.fact("transports", String.join(", ", info.transports()));
    narrator.expect(
        element.id() + " is personalised and attests with " + element.attestation() + " only",
        info.personalized() && info.attestations().equals(List.of(element.attestation())),
        info.toString());
    return leaf;
  }

  private void untrusted(Bytes leaf) throws Exception {
    Untrusted decision =
        Await.until(
            "the server's trust to be empty",
            () ->
                decide(leaf) instanceof Untrusted refused
                    ? Optional.of(refused)
                    : Optional.empty());
    stage
        .narrator()
        .expect(
            "before the server knows the maker, its device is refused (%s: %s)"
                .formatted(decision.rejection().rule(), decision.rejection().reason()),
            decision.rejection().rule().startsWith("S-7"),
            decision.toString());
  }

  private Optional<Trusted> trusted(Bytes leaf) throws Exception {
    return decide(leaf) instanceof Trusted yes ? Optional.of(yes) : Optional.empty();
  }

  private TrustDecision decide(Bytes leaf) throws Exception {
    return stage.services().get(DeviceTrust.class).evaluate(List.of(leaf), clock.instant());
  }
}
