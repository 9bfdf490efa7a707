package dev.skep.api.algorithm;

import dev.skep.api.SecretBytes;
import java.util.Optional;

/**
 * What {@link KeyTransport#decapsulate} gave. Closing it erases K.
 *
 * @param sharedSecret K, or random bytes of the same length where decapsulation failed
 * @param failure why it failed, for the audit log only; must not steer what happens next
 */
public record Decapsulation(SecretBytes sharedSecret, Optional<String> failure)
    implements AutoCloseable {
  @Override
  public void close() {
    sharedSecret.close();
  }
}
