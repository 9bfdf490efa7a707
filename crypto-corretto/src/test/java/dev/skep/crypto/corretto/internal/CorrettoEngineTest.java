package dev.skep.crypto.corretto.internal;

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
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrettoEngineTest {
  /**
   * The library's own switch: it then looks for a native library of the system's, and there is
   * none.
   */
  private static final String WITHOUT_LIBRARY =
      "com.amazon.corretto.crypto.provider.useExternalLib";

  @TempDir Path storage;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream console = System.err;
  private RecordedRegistry framework;

  @BeforeEach
  void captureTheLog() {
    framework = new RecordedRegistry(storage);
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(console);
    System.clearProperty(WITHOUT_LIBRARY);
  }

  @Test
  void registersOneProviderUnderItsEngineName() throws Exception {
    new CorrettoEngine(framework.context());

    assertThat(engines(framework)).hasSize(1);
    Provider engine = engines(framework).get(0);
    assertThat(engine.getName()).isEqualTo("AmazonCorrettoCryptoProvider");
    assertThat(Cipher.getInstance("RSA/ECB/OAEPPadding", engine)).isNotNull();
    assertThat(KeyPairGenerator.getInstance("EC", engine).generateKeyPair()).isNotNull();
    assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void takesTheServiceBackWhenDeactivatedAndKeepsTheLibrary() {
    CorrettoEngine engine = new CorrettoEngine(framework.context());
    Provider first = engines(framework).get(0);

    engine.deactivate();
    assertThat(engines(framework)).isEmpty();

    new CorrettoEngine(framework.context());
    assertThat(engines(framework)).singleElement().isSameAs(first);
    assertThat(residents(framework)).containsExactly(first);
  }

  @Test
  void leavesTheClassesToALoaderThatKnowsNothingOfTheBundle() {
    new CorrettoEngine(framework.context());

    ClassLoader classes = engines(framework).get(0).getClass().getClassLoader();
    assertThat(classes).isNotSameAs(CorrettoEngine.class.getClassLoader());
    assertThat(classes.getParent()).isSameAs(ClassLoader.getPlatformClassLoader());
  }

  @Test
  void keepsTheSignersOfTheLibrarysJar() {
    new CorrettoEngine(framework.context());

    assertThat(engines(framework).get(0).getClass().getSigners()).isNotEmpty();
  }

  @Test
  void startsWithOneLineOfTheLogAndWithoutAServiceWhereTheLibraryDoesNotLoad() {
    System.setProperty(WITHOUT_LIBRARY, "true");

    CorrettoEngine engine = new CorrettoEngine(framework.context());

    assertThat(engines(framework)).isEmpty();
    assertThat(log.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("WARN", "AmazonCorrettoCryptoProvider does not load", "java.library.path")
        .contains("Linux on x86-64", "java.io.tmpdir", "remove this bundle");
    engine.deactivate();
    assertThat(engines(framework)).isEmpty();
  }

  @Test
  void saysTheSameAtEachStartOfTheBundleAndLoadsNoSecondCopy() {
    System.setProperty(WITHOUT_LIBRARY, "true");
    new CorrettoEngine(framework.context()).deactivate();
    System.clearProperty(WITHOUT_LIBRARY);

    new CorrettoEngine(framework.context());

    assertThat(engines(framework)).isEmpty();
    assertThat(residents(framework)).hasSize(1);
    assertThat(log.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
  }

  @Test
  void saysWhyWhereTheJarCannotBeUnpacked() throws Exception {
    framework = new RecordedRegistry(storage.resolve("missing"));

    new CorrettoEngine(framework.context());

    assertThat(engines(framework)).isEmpty();
    assertThat(log.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("its jar cannot be unpacked");
  }

  @Test
  void leavesTheGlobalProviderListAlone() {
    List<Provider> before = List.of(Security.getProviders());

    new CorrettoEngine(framework.context()).deactivate();

    assertThat(Security.getProviders()).containsExactlyElementsOf(before);
    assertThat(Security.getProvider(ResidentLibrary.ENGINE)).isNull();
  }

  /** What algorithm bundles would find. */
  private static List<Provider> engines(RecordedRegistry registry) {
    return providers(registry, CorrettoEngine.ENGINE_PROPERTY);
  }

  /** What the framework keeps. */
  private static List<Provider> residents(RecordedRegistry registry) {
    return providers(registry, ResidentLibrary.LIBRARY_PROPERTY);
  }

  private static List<Provider> providers(RecordedRegistry registry, String property) {
    return registry.with(property).stream().map(Provider.class::cast).toList();
  }
}
