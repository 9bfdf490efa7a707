package dev.skep.provider.symmetric.internal;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.skep.api.engine.JcaEngines;
import java.util.Arrays;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The engines that the tests run on, each alone as far as it goes. */
enum Engine {
  JDK("JDK"),
  BC("BC"),
  /** With the JDK for AES-CBC, which it has under another name. */
  CORRETTO("AmazonCorrettoCryptoProvider", "JDK");

  private final SymmetricEngines alone;
  private final SymmetricEngines withCmac;

  Engine(String... names) {
    alone = new SymmetricEngines(installed(), EnginePreferences.all(names));
    String[] more = Arrays.copyOf(names, names.length + 1);
    more[names.length] = "BC";
    withCmac = new SymmetricEngines(installed(), EnginePreferences.all(more));
  }

  SymmetricEngines engines() {
    return alone;
  }

  /** This engine first, Bouncy Castle for what it lacks. */
  SymmetricEngines withCmac() {
    return withCmac;
  }

  static JcaEngines installed() {
    JcaEngines installed = new JcaEngines();
    installed.add(new BouncyCastleProvider());
    AmazonCorrettoCryptoProvider corretto = new AmazonCorrettoCryptoProvider();
    corretto.assertHealthy();
    installed.add(corretto);
    return installed;
  }
}
