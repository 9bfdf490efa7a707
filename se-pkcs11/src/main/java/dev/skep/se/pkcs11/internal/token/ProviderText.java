package dev.skep.se.pkcs11.internal.token;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What Java's PKCS#11 provider is configured with: where the token is, and what keys that are made
 * there may do. Such keys stay in the token, cannot be read, and are for one purpose.
 */
final class ProviderText {
  private static final String ATTRIBUTES =
      """
      attributes(generate, CKO_PRIVATE_KEY, *) = {
        CKA_TOKEN = true
        CKA_PRIVATE = true
        CKA_LABEL = %s
        CKA_SENSITIVE = true
        CKA_EXTRACTABLE = false
        CKA_SIGN = true
        CKA_SIGN_RECOVER = false
        CKA_DECRYPT = false
        CKA_UNWRAP = false
        CKA_DERIVE = false
      }
      attributes(generate, CKO_SECRET_KEY, *) = {
        CKA_TOKEN = true
        CKA_PRIVATE = true
        CKA_LABEL = %s
        CKA_SENSITIVE = true
        CKA_EXTRACTABLE = false
        CKA_ENCRYPT = true
        CKA_DECRYPT = true
        CKA_SIGN = false
        CKA_VERIFY = false
        CKA_WRAP = false
        CKA_UNWRAP = false
        CKA_DERIVE = false
      }
      """;

  private ProviderText() {}

  /** The text, with the marker that it is no file's name. */
  static String of(TokenSettings settings) {
    String slot =
        settings.slot().isPresent() ? "slot = " + settings.slot().getAsLong() : "slotListIndex = 0";
    return "--name = skep\nlibrary = \""
        + settings.library()
        + "\"\n"
        + slot
        + "\n"
        + ATTRIBUTES.formatted(hex(settings.label()), hex(settings.storageLabel()));
  }

  private static String hex(String label) {
    return "0h" + HexFormat.of().formatHex(label.getBytes(StandardCharsets.US_ASCII));
  }
}
