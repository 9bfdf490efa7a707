package dev.skep.server.core.internal.trust;

import static dev.skep.server.core.internal.trust.TestCertificate.ca;
import static dev.skep.server.core.internal.trust.TestCertificate.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.server.core.internal.trust.TestCertificate.Issued;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of chains and lists does not hold on to an engine that is taken out. */
class GoneEngineTest {
  private static final Issued ROOT = ca("CN=Root").selfSigned();

  @TempDir Path directory;

  @Test
  @Timeout(20)
  void isCollectedWithItsClassesThoughNoFurtherChainComes() throws Exception {
    TrustFixture trust =
        new TrustFixture(directory).trusting(ROOT).with("root.crl", TestRevocationList.of(ROOT));
    trust.engines().remove(TestCertificate.BC);
    WeakReference<ClassLoader> loader = judgeWithAnEngineOfItsOwn(trust);
    while (loader.get() != null && !Thread.currentThread().isInterrupted()) {
      System.gc();
    }
    assertThat(loader.get()).isNull();
    trust.engines().add(TestCertificate.BC);
    trust.accepts(leaf("CN=later").by(ROOT));
  }

  /** Three leaves of one form: all three are judged by the path, two as siblings of the first. */
  private static WeakReference<ClassLoader> judgeWithAnEngineOfItsOwn(TrustFixture trust)
      throws Exception {
    URL jar = BouncyCastleProvider.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader own =
        new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = own.loadClass(BouncyCastleProvider.class.getName());
      assertThat(type).isNotEqualTo(BouncyCastleProvider.class);
      Provider engine = (Provider) type.getConstructor().newInstance();
      trust.engines().add(engine);
      for (int i = 0; i < 3; i++) {
        trust.accepts(leaf("CN=D" + i).by(ROOT));
      }
      trust.engines().remove(engine);
      return new WeakReference<>(own);
    }
  }
}
