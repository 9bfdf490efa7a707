package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.algorithm.AsymmetricAlgorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.InContainer;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;

/** The native engine is the distribution's first choice, and can be away. */
@InContainer
class NativeEngineIT {
  private static final String ENGINE = "AmazonCorrettoCryptoProvider";
  private static final String FILTER = "(skep.engine=" + ENGINE + ")";
  private static final String ITS_PACKAGE = "com.amazon.corretto.";
  private static final String ITS_THREAD = "Native reference cleanup thread";
  private static final int SESSIONS = 30;
  private static final int LIVES = 8;

  private Scene scene;
  private ExchangeableBundle corretto;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    scene = new Scene(context);
    corretto = new ExchangeableBundle(context, "dev.skep.crypto.corretto");
    scene.trustMaker();
  }

  @AfterEach
  void close() throws Exception {
    corretto.restore();
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({"DHKEM-P256-HKDF-SHA256,ES256", "RSA-OAEP-256,PS256"})
  void isUsedByDefaultFallsBackWhenItStopsAndIsUsedAgain(String transport, String attestation)
      throws Exception {
    scene.policy(List.of(transport), List.of(attestation));
    SecurityElement element = scene.element("alice", attestation);
    assertThat(engines(transport, attestation)).allMatch(name -> name.startsWith(ITS_PACKAGE));
    assertThat(scene.run(element)).isInstanceOf(Completed.class);

    corretto.stop();
    assertThat(scene.services().count(Provider.class, FILTER)).isZero();
    assertThat(engines(transport, attestation)).noneMatch(name -> name.startsWith(ITS_PACKAGE));
    assertThat(scene.run(element)).isInstanceOf(Completed.class);

    corretto.start();
    scene.services().awaitCount(Provider.class, FILTER, 1);
    assertThat(engines(transport, attestation)).allMatch(name -> name.startsWith(ITS_PACKAGE));
    assertThat(scene.run(element)).isInstanceOf(Completed.class);
    assertThat(Security.getProvider(ENGINE)).as("on the global list").isNull();
  }

  @ParameterizedTest
  @CsvSource({"DHKEM-P256-HKDF-SHA256,ES256", "RSA-OAEP-256,PS256"})
  void noSessionFailsWhileItComesAndGoes(String transport, String attestation) throws Exception {
    scene.policy(List.of(transport), List.of(attestation));
    SecurityElement element = scene.element("alice", attestation);
    assertThat(
            scene.runWhile(
                element,
                SESSIONS,
                () -> {
                  corretto.stop();
                  corretto.start();
                  corretto.uninstall();
                  corretto.install();
                }))
        .hasSize(SESSIONS)
        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Completed.class));
  }

  @Test
  void leavesNoClassLoaderAndNoThreadBehindWhenItIsInstalledAgain() throws Exception {
    Provider engine = engine();
    long threads = itsThreads();
    Leftovers leftovers = new Leftovers();
    for (int i = 0; i < LIVES; i++) {
      corretto.uninstall();
      corretto.install();
    }

    assertThat(engine()).isSameAs(engine);
    assertThat(itsThreads()).isEqualTo(threads).isPositive();
    leftovers.awaitNone(scene.services(), List.of(corretto));
  }

  private Provider engine() throws InterruptedException {
    return scene.services().await(Provider.class, FILTER);
  }

  private static long itsThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(ITS_THREAD))
        .count();
  }

  /** Which engine makes the keys of each; it is the one that uses them. */
  private List<String> engines(String transport, String attestation) throws Exception {
    List<String> names = new ArrayList<>();
    for (AsymmetricAlgorithm algorithm :
        List.of(
            scene.services().await(KeyTransport.class, "(skep.algorithm=" + transport + ")"),
            scene
                .services()
                .await(AttestationScheme.class, "(skep.algorithm=" + attestation + ")"))) {
      int size = algorithm.keySizesBits().contains(2048) ? 2048 : algorithm.keySizesBits().get(0);
      names.add(
          algorithm.generateKeyPair(size, new SecureRandom()).getPublic().getClass().getName());
    }
    return names;
  }
}
