package dev.skep.demo.internal;

import dev.skep.api.client.SessionClient;
import dev.skep.api.issuer.AuditSink;
import dev.skep.api.issuer.DeviceTrust;
import dev.skep.api.issuer.EnrollmentDesk;
import dev.skep.api.issuer.IssuerServer;
import dev.skep.demo.internal.chapter.Enrolment;
import dev.skep.demo.internal.chapter.KilledClient;
import dev.skep.demo.internal.chapter.ManInTheMiddle;
import dev.skep.demo.internal.chapter.PolicySession;
import dev.skep.demo.internal.chapter.Preparation;
import dev.skep.demo.internal.chapter.Replay;
import dev.skep.demo.internal.chapter.SignedDocument;
import dev.skep.demo.internal.chapter.Stage;
import dev.skep.demo.internal.chapter.SwapAtRunTime;
import dev.skep.demo.internal.container.AuditLog;
import dev.skep.demo.internal.container.Configurations;
import dev.skep.demo.internal.container.HttpEndpoint;
import dev.skep.demo.internal.container.Services;
import dev.skep.demo.internal.container.Services.Need;
import dev.skep.demo.internal.device.DeviceCa;
import dev.skep.demo.internal.story.Narrator;
import dev.skep.demo.internal.story.Story;
import dev.skep.demo.internal.story.StoryException;
import dev.skep.demo.internal.wire.ServerLine;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;

/** One run: waits for what it needs, tells the story, and leaves no file behind. */
final class Demo {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String DATA = "skep.data";
  private static final String HOME = "skep.home";

  private static final List<Need> NEEDS =
      List.of(
          new Need(ConfigurationAdmin.class.getName(), "org.apache.felix.configadmin"),
          new Need(HttpEndpoint.RUNTIME, "org.apache.felix.http.jetty12"),
          new Need(AlgorithmCatalogue.class.getName(), "dev.skep.protocol"),
          new Need(DeviceTrust.class.getName(), "dev.skep.server.core"),
          new Need(IssuerServer.class.getName(), "dev.skep.server.core"),
          new Need(EnrollmentDesk.class.getName(), "dev.skep.server.core"),
          new Need(SessionClient.class.getName(), "dev.skep.client"));

  private final BundleContext context;
  private final Narrator narrator;
  private final SecureRandom random;
  private final Clock clock;

  Demo(BundleContext context, Narrator narrator, SecureRandom random, Clock clock) {
    this.context = context;
    this.narrator = narrator;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Runs it.
   *
   * @return whether everything expected happened
   * @throws StoryException if it cannot begin; says what is missing
   * @throws InterruptedException if the container is stopping
   * @throws Exception if the environment failed in another way
   */
  boolean run() throws Exception {
    AuditLog audit = new AuditLog();
    ServiceRegistration<AuditSink> registration =
        context.registerService(AuditSink.class, audit, null);
    try (Services services = new Services(context)) {
      services.require(NEEDS, PATIENCE);
      return run(services, audit);
    } finally {
      registration.unregister();
    }
  }

  private boolean run(Services services, AuditLog audit) throws Exception {
    Configurations configurations = new Configurations(services.get(ConfigurationAdmin.class));
    // The server's own folder of anchors is left alone: a later server must not trust this CA.
    try (DemoFolder folder = DemoFolder.below(dataFolder());
        Enrolment.Handover handover = new Enrolment.Handover()) {
      Stage stage =
          new Stage(
              narrator,
              services,
              configurations,
              audit,
              new ServerLine(HttpEndpoint.find(context)),
              random);
      DeviceCa maker = DeviceCa.create(Preparation.CA_NAME, clock, random);
      try {
        return new Story(narrator, System::nanoTime)
            .tell(
                List.of(
                    new Preparation(stage, folder.path(), maker, clock),
                    PolicySession.rsa(stage),
                    PolicySession.ec(stage),
                    new Enrolment(stage, folder.path(), handover),
                    new SignedDocument(stage, handover),
                    new KilledClient(stage, home(), folder.path(), maker),
                    new SwapAtRunTime(stage, context),
                    new ManInTheMiddle(stage),
                    new Replay(stage)));
      } finally {
        configurations.deleteAdded();
        services.awaitGone(Stage.ALICE.id());
        services.awaitGone(Stage.BOB.id());
      }
    }
  }

  /** Where this installation is; bin/skep says it. */
  private Path home() throws StoryException {
    String home = context.getProperty(HOME);
    if (home == null) {
      throw new StoryException("the property " + HOME + " is not set; run bin/skep demo");
    }
    return Path.of(home);
  }

  private Path dataFolder() throws IOException {
    String data = context.getProperty(DATA);
    return data == null
        ? Path.of(System.getProperty("java.io.tmpdir"))
        : Files.createDirectories(Path.of(data));
  }
}
