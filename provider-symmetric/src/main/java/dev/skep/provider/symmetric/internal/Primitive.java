package dev.skep.provider.symmetric.internal;

import java.util.List;
import java.util.function.Function;

/**
 * What this bundle asks of an engine: one JCA algorithm, and the preference that chooses for it.
 */
enum Primitive {
  HMAC_SHA256("Mac", "HmacSHA256", EnginePreferences::hmac),
  HMAC_SHA384("Mac", "HmacSHA384", EnginePreferences::hmac),
  HMAC_SHA512("Mac", "HmacSHA512", EnginePreferences::hmac),
  SHA256("MessageDigest", "SHA-256", EnginePreferences::hmac),
  AES_GCM("Cipher", "AES/GCM/NoPadding", EnginePreferences::gcm),
  AES_CBC("Cipher", "AES/CBC/PKCS5Padding", EnginePreferences::aes),
  AES_ECB("Cipher", "AES/ECB/NoPadding", EnginePreferences::aes),
  AES_CMAC("Mac", "AESCMAC", EnginePreferences::cmac);

  private final String type;
  private final String algorithm;
  private final Function<EnginePreferences, List<String>> preference;

  Primitive(String type, String algorithm, Function<EnginePreferences, List<String>> preference) {
    this.type = type;
    this.algorithm = algorithm;
    this.preference = preference;
  }

  /** The JCA service type. */
  String type() {
    return type;
  }

  /** The JCA algorithm or transformation. */
  String algorithm() {
    return algorithm;
  }

  /** Names of engines that may do it, the best first. */
  List<String> preferred(EnginePreferences preferences) {
    return preference.apply(preferences);
  }
}
