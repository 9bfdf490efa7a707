package dev.skep.api.provisioning;

import java.util.Optional;

/** What a provisioned key may be certified for (RFC 5280 section 4.2.1.3). */
public enum KeyUsage {
  /** Signatures for authentication. */
  DIGITAL_SIGNATURE(1, "digitalSignature"),
  /** Signatures that commit their maker to content. */
  NON_REPUDIATION(2, "nonRepudiation");

  private final int bit;
  private final String text;

  KeyUsage(int bit, String text) {
    this.bit = bit;
    this.text = text;
  }

  /** Its bit on the wire. */
  public int bit() {
    return bit;
  }

  /** RFC 5280's name. */
  public String text() {
    return text;
  }

  /** The usage with RFC 5280's name. */
  public static Optional<KeyUsage> named(String text) {
    for (KeyUsage usage : values()) {
      if (usage.text.equals(text)) {
        return Optional.of(usage);
      }
    }
    return Optional.empty();
  }
}
