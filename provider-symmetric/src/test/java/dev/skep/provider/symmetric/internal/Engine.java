package dev.skep.provider.symmetric.internal;

import dev.skep.api.engine.JcaEngines;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The engines that the tests run on, each alone. */
enum Engine {
  JDK,
  BC;

  private final SymmetricEngines alone =
      new SymmetricEngines(installed(), EnginePreferences.all(name()));
  private final SymmetricEngines withCmac =
      new SymmetricEngines(installed(), EnginePreferences.all(name(), "BC"));

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
    return installed;
  }
}
