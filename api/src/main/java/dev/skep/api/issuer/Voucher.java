package dev.skep.api.issuer;

import dev.skep.api.SecretBytes;
import java.time.Instant;
import java.util.List;

/**
 * What a holder is to be given, once: nothing of it can be read again. Closing it erases it.
 *
 * @param enrollmentId the code's public first part
 * @param code the whole code as people read it, ASCII, with dashes
 * @param expiresAt until when it is good
 * @param presets PINs and PUKs that the issuer chose
 */
public record Voucher(
    String enrollmentId, SecretBytes code, Instant expiresAt, List<Preset> presets)
    implements AutoCloseable {
  /** Copies the list. */
  public Voucher {
    presets = List.copyOf(presets);
  }

  /**
   * A value that the issuer chose.
   *
   * @param kind {@code PIN} or {@code PUK}
   * @param id the object's id
   * @param value ASCII
   */
  public record Preset(String kind, String id, SecretBytes value) {}

  @Override
  public void close() {
    code.close();
    presets.forEach(preset -> preset.value().close());
  }

  /** Shows the public part only. */
  @Override
  public String toString() {
    return "Voucher[" + enrollmentId + "]";
  }
}
