package dev.skep.demo.internal.chapter;

import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.demo.internal.container.Await;
import dev.skep.demo.internal.container.ExchangeableBundle;
import dev.skep.demo.internal.container.Policy;
import dev.skep.demo.internal.container.ServerIdentity;
import dev.skep.demo.internal.story.Chapter;
import dev.skep.demo.internal.story.Narrator;
import dev.skep.demo.internal.story.StoryException;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/** The bundle of the elliptic-curve algorithms goes and comes back while the server runs. */
public final class SwapAtRunTime implements Chapter {
  private static final String SWAPPED = "dev.skep.provider.ecdh";

  private final Stage stage;
  private final BundleContext context;

  /** Swaps through a bundle's context. */
  public SwapAtRunTime(Stage stage, BundleContext context) {
    this.stage = stage;
    this.context = context;
  }

  @Override
  public String title() {
    return "An algorithm bundle goes and comes back at run time";
  }

  @Override
  public String tell() throws Exception {
    new PolicyChange(stage)
        .apply(
            Policy.of(List.of(Stage.EC_TRANSPORT, Stage.RSA_TRANSPORT), List.of("ES256", "RS256")));
    HonestSession sessions = new HonestSession(stage);
    sessions.complete(Stage.ALICE, Stage.EC_TRANSPORT);

    ServerIdentity before = ServerIdentity.of(context, stage.services());
    ExchangeableBundle bundle = new ExchangeableBundle(context, SWAPPED);
    takeOut(bundle);
    try {
      sessions.complete(Stage.ALICE, Stage.RSA_TRANSPORT);
      sayWhatBobLacks(sessions);
    } catch (StoryException e) {
      bundle.install(); // the chapters that follow need it
      throw e;
    }
    putIn(bundle);
    sessions.complete(Stage.BOB, Stage.EC_TRANSPORT);
    sessions.complete(Stage.ALICE, Stage.EC_TRANSPORT);

    ServerIdentity after = ServerIdentity.of(context, stage.services());
    stage.narrator().say("The server, before and after:");
    stage.narrator().list(before.lines());
    stage
        .narrator()
        .expect(
            "nothing of the server was restarted: the same process, bundles and service",
            after.equals(before),
            String.join("; ", after.lines()));
    return "RSA carried on, EC came back, no restart";
  }

  private void takeOut(ExchangeableBundle bundle) throws Exception {
    Narrator narrator = stage.narrator();
    long id = bundle.id();
    bundle.uninstall();
    narrator.say("Bundle " + id + " " + SWAPPED + " is uninstalled. Providers now:");
    boolean gone = !showProviders().contains(Stage.EC_TRANSPORT);
    narrator.expect(Stage.EC_TRANSPORT + " is no longer installed", gone, "it still is");
  }

  private void sayWhatBobLacks(HonestSession sessions) throws StoryException, InterruptedException {
    var outcome = sessions.attempt(Stage.BOB);
    stage
        .narrator()
        .expect(
            "%s, whose key needs what is gone, is told so: %s"
                .formatted(
                    Stage.BOB.id(),
                    outcome instanceof Failed failed
                        ? failed.code() + " - " + failed.message()
                        : ""),
            outcome instanceof Failed,
            outcome.toString());
  }

  private void putIn(ExchangeableBundle bundle) throws Exception {
    bundle.install();
    AlgorithmCatalogue catalogue = stage.services().get(AlgorithmCatalogue.class);
    Await.until(
        Stage.EC_TRANSPORT + " to be installed",
        () ->
            catalogue.names(KeyTransport.class).contains(Stage.EC_TRANSPORT)
                    && catalogue.names(AttestationScheme.class).contains("ES256")
                ? Optional.of(bundle)
                : Optional.empty());
    stage
        .narrator()
        .say(
            "Bundle %d %s is installed from %s. Providers now:"
                .formatted(bundle.id(), SWAPPED, bundle.location()));
    showProviders();
  }

  /** The transports. */
  private List<String> showProviders() throws StoryException, InterruptedException {
    AlgorithmCatalogue catalogue = stage.services().get(AlgorithmCatalogue.class);
    List<String> transports = catalogue.names(KeyTransport.class);
    stage.narrator().fact("transports", String.join(", ", transports));
    stage
        .narrator()
        .fact("attestations", String.join(", ", catalogue.names(AttestationScheme.class)));
    return transports;
  }
}
