package dev.skep.benchmarks.internal;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.skep.api.engine.JcaEngines;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The engines that are compared. */
public enum Engine {
  /** The Java runtime's own. */
  JDK(JcaEngines.JDK),
  /** Bouncy Castle, as an object that is registered nowhere. */
  BC(BouncyCastleProvider.PROVIDER_NAME),
  /** Amazon Corretto Crypto Provider, likewise. */
  CORRETTO(AmazonCorrettoCryptoProvider.PROVIDER_NAME);

  private final String preference;

  Engine(String preference) {
    this.preference = preference;
  }

  /** The setting that makes every asymmetric operation this engine's. */
  List<String> preference() {
    return List.of(preference);
  }

  /** Whether JSSE's handshake on it is measured; nobody does TLS on Bouncy Castle for its speed. */
  boolean shakesHands() {
    return this != BC;
  }

  /** All engines at hand; making one is slow, so one call serves a whole run. */
  static JcaEngines atHand() {
    JcaEngines engines = new JcaEngines();
    engines.add(new BouncyCastleProvider());
    AmazonCorrettoCryptoProvider corretto = new AmazonCorrettoCryptoProvider();
    corretto.assertHealthy();
    engines.add(corretto);
    return engines;
  }
}
