package dev.skep.api.algorithm;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;

/**
 * What {@link KeyTransport#encapsulate} made. Closing it erases K.
 *
 * @param sharedSecret K
 * @param encapsulatedKey EK
 */
public record Encapsulation(SecretBytes sharedSecret, Bytes encapsulatedKey)
    implements AutoCloseable {
  @Override
  public void close() {
    sharedSecret.close();
  }
}
