package dev.skep.crypto.corretto.internal;

import static org.assertj.core.api.Assertions.assertThat;

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
  private FakeFramework framework;

  @BeforeEach
  void captureTheLog() {
    framework = new FakeFramework(storage);
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(console);
    System.clearProperty(WITHOUT_LIBRARY);
  }

  @Test
  void registersOneProviderUnderItsEngineName() throws Exception {
    new CorrettoEngine(framework.bundle());

    assertThat(framework.engines()).hasSize(1);
    Provider engine = framework.engines().get(0);
    assertThat(engine.getName()).isEqualTo("AmazonCorrettoCryptoProvider");
    assertThat(Cipher.getInstance("RSA/ECB/OAEPPadding", engine)).isNotNull();
    assertThat(KeyPairGenerator.getInstance("EC", engine).generateKeyPair()).isNotNull();
    assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void takesTheServiceBackWhenDeactivatedAndKeepsTheLibrary() {
    CorrettoEngine engine = new CorrettoEngine(framework.bundle());
    Provider first = framework.engines().get(0);

    engine.deactivate();
    assertThat(framework.engines()).isEmpty();

    new CorrettoEngine(framework.bundle());
    assertThat(framework.engines()).singleElement().isSameAs(first);
    assertThat(framework.residents()).containsExactly(first);
  }

  @Test
  void leavesTheClassesToALoaderThatKnowsNothingOfTheBundle() {
    new CorrettoEngine(framework.bundle());

    ClassLoader classes = framework.engines().get(0).getClass().getClassLoader();
    assertThat(classes).isNotSameAs(CorrettoEngine.class.getClassLoader());
    assertThat(classes.getParent()).isSameAs(ClassLoader.getPlatformClassLoader());
  }

  @Test
  void keepsTheSignersOfTheLibrarysJar() {
    new CorrettoEngine(framework.bundle());

    assertThat(framework.engines().get(0).getClass().getSigners()).isNotEmpty();
  }

  @Test
  void startsWithOneLineOfTheLogAndWithoutAServiceWhereTheLibraryDoesNotLoad() {
    System.setProperty(WITHOUT_LIBRARY, "true");

    CorrettoEngine engine = new CorrettoEngine(framework.bundle());

    assertThat(framework.engines()).isEmpty();
    assertThat(log.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("WARN", "AmazonCorrettoCryptoProvider does not load", "java.library.path")
        .contains("Linux on x86-64", "java.io.tmpdir", "remove this bundle");
    engine.deactivate();
    assertThat(framework.engines()).isEmpty();
  }

  @Test
  void saysTheSameAtEachStartOfTheBundleAndLoadsNoSecondCopy() {
    System.setProperty(WITHOUT_LIBRARY, "true");
    new CorrettoEngine(framework.bundle()).deactivate();
    System.clearProperty(WITHOUT_LIBRARY);

    new CorrettoEngine(framework.bundle());

    assertThat(framework.engines()).isEmpty();
    assertThat(framework.residents()).hasSize(1);
    assertThat(log.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
  }

  @Test
  void saysWhyWhereTheJarCannotBeUnpacked() throws Exception {
    framework = new FakeFramework(storage.resolve("missing"));

    new CorrettoEngine(framework.bundle());

    assertThat(framework.engines()).isEmpty();
    assertThat(log.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("its jar cannot be unpacked");
  }

  @Test
  void leavesTheGlobalProviderListAlone() {
    List<Provider> before = List.of(Security.getProviders());

    new CorrettoEngine(framework.bundle()).deactivate();

    assertThat(Security.getProviders()).containsExactlyElementsOf(before);
    assertThat(Security.getProvider(ResidentLibrary.ENGINE)).isNull();
  }
}
