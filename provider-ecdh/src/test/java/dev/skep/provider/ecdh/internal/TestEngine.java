package dev.skep.provider.ecdh.internal;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.skep.api.engine.JcaEngines;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The engines that each test runs on. */
enum TestEngine {
  JDK,
  BC,
  /** With Bouncy Castle for Curve25519, which it lacks; as the distribution has it. */
  CORRETTO;

  static final SecureRandom RANDOM = new SecureRandom();
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  private static final AmazonCorrettoCryptoProvider AMAZON_CORRETTO = correttoThatWorks();

  /** Only this engine, as far as it goes. */
  EcEngines engines() {
    return this == CORRETTO ? preferring(AMAZON_CORRETTO.getName(), "BC") : preferring(name());
  }

  /** All engines at hand, in this order of preference. */
  static EcEngines preferring(String... preference) {
    JcaEngines engines = new JcaEngines();
    engines.add(BOUNCY_CASTLE);
    engines.add(AMAZON_CORRETTO);
    return new EcEngines(engines, List.of(preference));
  }

  private static AmazonCorrettoCryptoProvider correttoThatWorks() {
    AmazonCorrettoCryptoProvider provider = new AmazonCorrettoCryptoProvider();
    provider.assertHealthy();
    return provider;
  }

  static Provider bouncyCastle() {
    return BOUNCY_CASTLE;
  }

  /** Every transport, by a short name of its curve. */
  Map<String, DhKem> transports() {
    EcEngines engines = engines();
    return Map.of(
        "P-256", new DhkemP256(engines),
        "P-384", new DhkemP384(engines),
        "P-521", new DhkemP521(engines),
        "X25519", new DhkemX25519(engines));
  }
}
