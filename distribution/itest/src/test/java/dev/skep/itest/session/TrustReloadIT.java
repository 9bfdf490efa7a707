package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.InContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** The operator's folder of device CAs changes while the server runs. */
@InContainer
class TrustReloadIT {
  private Scene scene;
  private SecurityElement element;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    scene = new Scene(context);
    element = scene.element("alice", "ES256");
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  @Test
  void trustsAMakerFromWhenItsFileComesUntilItGoes() throws Exception {
    assertUntrusted();

    scene.publishMaker();
    awaitOutcome(Completed.class);
    assertThat(scene.run(element)).isInstanceOf(Completed.class);

    scene.withdrawMaker();
    awaitOutcome(Failed.class);
    assertUntrusted();
  }

  @Test
  void keepsItsTrustWhenAFileCannotBeUsed() throws Exception {
    scene.trustMaker();
    Path damaged = scene.data().resolve("trust/anchors/damaged.pem");
    try {
      Files.writeString(damaged, "no certificate");
      assertThat(scene.run(element)).isInstanceOf(Completed.class);
    } finally {
      Files.delete(damaged);
    }
    assertThat(scene.run(element)).isInstanceOf(Completed.class);
  }

  private void assertUntrusted() throws InterruptedException {
    CeremonyOutcome outcome = scene.run(element);
    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(((Failed) outcome).code()).isEqualTo("rejected");
    assertThat(scene.audit().latestRule()).isEqualTo("S-7.8");
  }

  private void awaitOutcome(Class<? extends CeremonyOutcome> kind) throws InterruptedException {
    scene.services().awaitThat(kind.getSimpleName(), () -> kind.isInstance(run()));
  }

  private CeremonyOutcome run() {
    try {
      return scene.run(element);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
