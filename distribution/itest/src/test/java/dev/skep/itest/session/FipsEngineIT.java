package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.algorithm.AsymmetricAlgorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.Distribution;
import dev.skep.itest.container.InContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Bouncy Castle FIPS beside Bouncy Castle in one container; configuration picks one of them. */
@InContainer
class FipsEngineIT {
  private static final String FIPS = "BCFIPS";
  private static final String BC = "BC";
  private static final String EC = "DHKEM-P256-HKDF-SHA256";
  private static final String RSA = "RSA-OAEP-256";
  private static final String ITS_THREAD = "BC Disposal Daemon";
  private static final String SHARED_CLASS = "org.bouncycastle.asn1.ASN1ObjectIdentifier";
  private static final int SESSIONS = 20;
  private static final int LIVES = 5;

  private Scene scene;
  private Bundle installed;
  private ExchangeableBundle fips;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    scene = new Scene(context);
    installed = context.installBundle(optional().toUri().toString());
    installed.start();
    fips = new ExchangeableBundle(context, "dev.skep.crypto.fips");
    scene.trustMaker();
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
    fips.restore();
    fips.uninstall();
  }

  private static Path optional() throws Exception {
    try (Stream<Path> jars = Files.list(Distribution.unpacked().home().resolve("optional"))) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith("skep-crypto-fips-"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void bothAreThereEachWithClassesOfItsOwn() throws Exception {
    Provider fipsEngine = engine(FIPS);
    Provider bcEngine = engine(BC);

    assertThat(fipsEngine.getClass().getName())
        .isEqualTo("org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider");
    assertThat(bcEngine.getClass().getName())
        .isEqualTo("org.bouncycastle.jce.provider.BouncyCastleProvider");
    assertThat(fipsEngine.getInfo()).contains("FIPS", "2.1.3");
    assertThat(bcEngine.getInfo()).contains("1.87");
    assertThat(codeSource(fipsEngine)).contains("bc-fips-").isNotEqualTo(codeSource(bcEngine));
    assertThat(codeSource(bcEngine)).contains("bcprov");
    assertThat(shared(fipsEngine)).isNotSameAs(shared(bcEngine));
    assertThat(mac(fipsEngine)).isEqualTo(mac(bcEngine));
    assertThat(Security.getProvider(FIPS)).as("on the global list").isNull();
  }

  @Test
  void configurationPicksOneOfThemWhileSessionsRun() throws Exception {
    scene.policy(List.of(EC, RSA), List.of("ES256", "PS256"));
    SecurityElement alice = scene.element("alice", "ES256");
    SecurityElement bob = scene.element("bob", "PS256");
    for (String name : List.of(FIPS, BC, FIPS)) {
      prefer(name);
      assertThat(codeSources(EC, RSA, "ES256", "PS256")).containsOnly(codeSource(engine(name)));
      scene.policy(List.of(RSA, EC), List.of("ES256", "PS256"));
      assertThat(scene.run(bob)).isInstanceOf(Completed.class);
      scene.policy(List.of(EC, RSA), List.of("ES256", "PS256"));
      assertThat(scene.run(alice)).isInstanceOf(Completed.class);
    }
    List<String> next = new ArrayList<>(List.of(BC, FIPS));

    assertThat(
            scene.runWhile(
                alice,
                SESSIONS,
                () -> {
                  prefer(next.get(0));
                  next.add(next.remove(0));
                }))
        .hasSize(SESSIONS)
        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Completed.class));
  }

  @Test
  void algorithmsOfThisEngineAloneGoAndComeWithIt() throws Exception {
    scene.policy(List.of(EC, RSA), List.of("ES256", "PS256"));
    SecurityElement bob = scene.element("bob", "PS256");
    for (String setting : List.of("engine.ecdh", "engine.ecdsa")) {
      scene.configure("dev.skep.provider.ecdh", Map.of(setting, new String[] {FIPS}));
    }
    scene.services().awaitThat("ECDH by it", () -> codeSources(EC).contains(codeSource()));

    fips.uninstall();

    ReceivedOffer without = scene.wire().requireOffer();
    assertThat(without.transports()).containsExactly(RSA);
    assertThat(without.offer().attestations()).containsExactly("PS256");
    assertThat(scene.run(bob)).isInstanceOf(Completed.class);

    fips.install();
    scene.awaitOffer("with " + EC, offer -> offer.transports().equals(List.of(EC, RSA)));
    assertThat(scene.wire().requireOffer().offer().attestations()).contains("ES256");
    assertThat(scene.run(bob)).isInstanceOf(Completed.class);
  }

  @Test
  void leavesNoClassLoaderAndNoThreadBehindWhenItIsInstalledAgain() throws Exception {
    Provider engine = engine(FIPS);
    assertThat(mac(engine)).isNotEmpty();
    Leftovers leftovers = new Leftovers();
    for (int i = 0; i < LIVES; i++) {
      fips.update();
      fips.uninstall();
      fips.install();
    }

    assertThat(engine(FIPS)).isSameAs(engine);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals(ITS_THREAD))
        .hasSize(1);
    leftovers.awaitNone(scene.services(), List.of(fips));
  }

  private void prefer(String name) throws Exception {
    String[] only = {name};
    scene.configure("dev.skep.provider.ecdh", Map.of("engine.ecdh", only, "engine.ecdsa", only));
    scene.configure(
        "dev.skep.provider.rsa",
        Map.of(
            "engine.rsa.decrypt", only,
            "engine.rsa.encrypt", only,
            "engine.rsa.signature", only,
            "engine.rsa.keys", only));
    scene.configure(
        "dev.skep.provider.symmetric",
        Map.of(
            "engine.hmac", only,
            "engine.gcm", only,
            "engine.aes", only,
            "engine.cmac", only));
    scene
        .services()
        .awaitThat(
            name + " in use",
            () -> codeSources(EC, RSA).stream().allMatch(codeSource(name)::equals));
  }

  private Provider engine(String name) throws InterruptedException {
    return scene.services().await(Provider.class, "(skep.engine=" + name + ")");
  }

  private String codeSource() {
    return codeSource(FIPS);
  }

  private String codeSource(String engine) {
    try {
      return codeSource(engine(engine));
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static String codeSource(Object made) {
    return made.getClass().getProtectionDomain().getCodeSource().getLocation().toString();
  }

  /** Where the classes of the keys are from that each makes; it is the engine that uses them. */
  private List<String> codeSources(String... algorithms) {
    List<String> sources = new ArrayList<>();
    try {
      for (String name : algorithms) {
        Class<? extends AsymmetricAlgorithm> role =
            List.of(EC, RSA).contains(name) ? KeyTransport.class : AttestationScheme.class;
        AsymmetricAlgorithm algorithm =
            scene.services().await(role, "(skep.algorithm=" + name + ")");
        int size = algorithm.keySizesBits().contains(2048) ? 2048 : 256;
        sources.add(
            codeSource((Object) algorithm.generateKeyPair(size, new SecureRandom()).getPublic()));
      }
      return sources;
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static Class<?> shared(Provider engine) throws ClassNotFoundException {
    return engine.getClass().getClassLoader().loadClass(SHARED_CLASS);
  }

  private static byte[] mac(Provider engine) throws Exception {
    Mac mac = Mac.getInstance("AESCMAC", engine);
    mac.init(new javax.crypto.spec.SecretKeySpec(new byte[32], "AES"));
    return mac.doFinal(new byte[] {1, 2, 3});
  }
}
