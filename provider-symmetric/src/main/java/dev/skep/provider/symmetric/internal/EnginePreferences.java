package dev.skep.provider.symmetric.internal;

import dev.skep.api.engine.JcaEngines;
import java.util.List;

/**
 * Which engines may do what: names as {@link JcaEngines} takes them, the best first.
 *
 * @param hmac for HMAC and SHA-256
 * @param gcm for AES-GCM
 * @param aes for AES-CBC and the single AES block that makes an IV
 * @param cmac for AES-CMAC, which the JDK does not have
 */
public record EnginePreferences(
    List<String> hmac, List<String> gcm, List<String> aes, List<String> cmac) {
  /** The JDK for everything that it has, Bouncy Castle for AES-CMAC. */
  public static final EnginePreferences DEFAULT =
      new EnginePreferences(
          List.of(JcaEngines.JDK), List.of(JcaEngines.JDK), List.of(JcaEngines.JDK), List.of("BC"));

  /** Copies the lists. */
  public EnginePreferences {
    hmac = List.copyOf(hmac);
    gcm = List.copyOf(gcm);
    aes = List.copyOf(aes);
    cmac = List.copyOf(cmac);
  }

  /** The same engines for everything, the best first. */
  public static EnginePreferences all(String... names) {
    List<String> list = List.of(names);
    return new EnginePreferences(list, list, list, list);
  }
}
