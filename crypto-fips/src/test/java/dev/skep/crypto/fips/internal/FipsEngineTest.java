package dev.skep.crypto.fips.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.registry.RecordedRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Properties;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One framework for all tests, since each start of the module takes seconds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FipsEngineTest {
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream console = System.err;
  private RecordedRegistry framework;
  private FipsEngine engine;
  private List<Provider> globalBefore;
  private Properties propertiesBefore;

  @TempDir Path storage;

  @BeforeEach
  void start() {
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    if (framework == null) {
      globalBefore = List.of(Security.getProviders());
      propertiesBefore = (Properties) System.getProperties().clone();
      framework = new RecordedRegistry(storage);
    }
    engine = new FipsEngine(framework.context());
  }

  @AfterEach
  void stop() {
    engine.deactivate();
    System.setErr(console);
  }

  @Test
  void registersOneProviderUnderItsEngineName() throws Exception {
    assertThat(engines(framework)).hasSize(1);
    Provider provider = engines(framework).get(0);
    assertThat(provider.getName()).isEqualTo("BCFIPS");
    assertThat(Cipher.getInstance("RSA/ECB/OAEPPadding", provider)).isNotNull();
    assertThat(KeyPairGenerator.getInstance("EC", provider).generateKeyPair()).isNotNull();
  }

  @Test
  void takesTheServiceBackWhenDeactivatedAndKeepsTheModule() {
    Provider first = engines(framework).get(0);

    engine.deactivate();
    assertThat(engines(framework)).isEmpty();

    engine = new FipsEngine(framework.context());
    assertThat(engines(framework)).singleElement().isSameAs(first);
    assertThat(residents(framework)).containsExactly(first);
  }

  @Test
  void leavesTheClassesToALoaderThatKnowsNothingOfTheBundle() {
    ClassLoader classes = engines(framework).get(0).getClass().getClassLoader();
    assertThat(classes).isNotSameAs(FipsEngine.class.getClassLoader());
    assertThat(classes.getParent()).isSameAs(ClassLoader.getPlatformClassLoader());
  }

  @Test
  void isInGeneralModeWithTheModulesOwnTestsPassed() throws Exception {
    Provider provider = engines(framework).get(0);
    assertThat(ResidentModule.mode(provider)).isEqualTo("general");
    Class<?> status =
        provider.getClass().getClassLoader().loadClass("org.bouncycastle.crypto.fips.FipsStatus");
    assertThat(status.getMethod("isReady").invoke(null)).isEqualTo(true);
  }

  @Test
  void saysWhyInOneLineAndRegistersNothingWhereTheJarCannotBeUnpacked() {
    RecordedRegistry broken = new RecordedRegistry(storage.resolve("missing"));
    log.reset();

    FipsEngine none = new FipsEngine(broken.context());

    assertThat(engines(broken)).isEmpty();
    assertThat(log.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("BCFIPS does not start", "its jar cannot be unpacked");
    none.deactivate();
  }

  @Test
  void leavesTheGlobalProviderListAndTheSystemPropertiesAlone() {
    assertThat(Security.getProviders()).containsExactlyElementsOf(globalBefore);
    assertThat(Security.getProvider("BCFIPS")).isNull();
    assertThat(System.getProperties()).isEqualTo(propertiesBefore);
  }

  /** What algorithm bundles would find. */
  private static List<Provider> engines(RecordedRegistry registry) {
    return providers(registry, FipsEngine.ENGINE_PROPERTY);
  }

  /** What the framework keeps. */
  private static List<Provider> residents(RecordedRegistry registry) {
    return providers(registry, ResidentModule.MODULE_PROPERTY);
  }

  private static List<Provider> providers(RecordedRegistry registry, String property) {
    return registry.with(property).stream().map(Provider.class::cast).toList();
  }
}
