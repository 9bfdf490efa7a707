package dev.skep.provider.rsa.internal;

import dev.skep.api.engine.JcaEngines;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Engine names in order of preference, for each operation.
 *
 * @param decrypt the private operation of RSA-OAEP-256
 * @param encrypt the public operation of RSA-OAEP-256
 * @param signature signing and verifying
 * @param keys making key pairs and key objects
 */
record EnginePreferences(
    List<String> decrypt, List<String> encrypt, List<String> signature, List<String> keys) {
  /** The native one first, then the JDK: the fastest of the engines that are written in Java. */
  static final EnginePreferences DEFAULT =
      all(List.of("AmazonCorrettoCryptoProvider", JcaEngines.JDK, "BC"));

  /** Copies the lists. */
  EnginePreferences {
    decrypt = List.copyOf(decrypt);
    encrypt = List.copyOf(encrypt);
    signature = List.copyOf(signature);
    keys = List.copyOf(keys);
  }

  /** The same order for all operations. */
  static EnginePreferences all(List<String> preference) {
    return new EnginePreferences(preference, preference, preference, preference);
  }

  /** What a configuration says; a plain-text one has its list in one string, with commas. */
  static EnginePreferences of(RsaSettings settings) {
    return new EnginePreferences(
        names(settings.engine_rsa_decrypt()),
        names(settings.engine_rsa_encrypt()),
        names(settings.engine_rsa_signature()),
        names(settings.engine_rsa_keys()));
  }

  private static List<String> names(String[] setting) {
    return Arrays.stream(setting)
        .flatMap(Pattern.compile(",")::splitAsStream)
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
