package dev.skep.provider.rsa.internal;

import dev.skep.api.engine.JcaEngines;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.List;
import java.util.Optional;

/** What this bundle asks of an engine, with the setting that orders the engines for it. */
enum RsaOperation {
  DECRYPT("engine.rsa.decrypt", "Cipher", "RSA/ECB/NoPadding"),
  ENCRYPT("engine.rsa.encrypt", "Cipher", "RSA/ECB/OAEPPadding"),
  RAW("engine.rsa.signature", "Cipher", "RSA/ECB/NoPadding"),
  PSS("engine.rsa.signature", "Signature", "RSASSA-PSS"),
  DIGEST("engine.rsa.signature", "MessageDigest", "SHA-256"),
  KEY_FACTORY("engine.rsa.keys", "KeyFactory", "RSA"),
  KEY_GENERATOR("engine.rsa.keys", "KeyPairGenerator", "RSA");

  private final String setting;
  private final String type;
  private final String algorithm;

  RsaOperation(String setting, String type, String algorithm) {
    this.setting = setting;
    this.type = type;
    this.algorithm = algorithm;
  }

  /** The JCA name for {@code getInstance}. */
  String algorithm() {
    return algorithm;
  }

  /** The best engine that is here, if any. */
  Optional<Provider> select(JcaEngines engines, EnginePreferences preferences) {
    // Engines list a cipher by its whole transformation or by the bare algorithm.
    List<String> names = List.of(algorithm, algorithm.replaceFirst("/.*", ""));
    return preference(preferences).stream()
        .flatMap(engine -> names.stream().flatMap(name -> find(engines, engine, name).stream()))
        .findFirst();
  }

  /** What to tell an operator when no engine is here. */
  String missing(EnginePreferences preferences) {
    String text = "%s: none of the engines %s is installed with %s.%s; install one or name %s";
    return text.formatted(setting, preference(preferences), type, algorithm, JcaEngines.JDK);
  }

  private List<String> preference(EnginePreferences preferences) {
    return switch (this) {
      case DECRYPT -> preferences.decrypt();
      case ENCRYPT -> preferences.encrypt();
      case RAW, PSS, DIGEST -> preferences.signature();
      case KEY_FACTORY, KEY_GENERATOR -> preferences.keys();
    };
  }

  private Optional<Provider> find(JcaEngines engines, String engine, String name) {
    try {
      return Optional.of(engines.select(List.of(engine), type, name));
    } catch (NoSuchAlgorithmException e) {
      return Optional.empty();
    }
  }
}
