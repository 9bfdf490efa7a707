package dev.skep.se.kernel;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;

/**
 * What the kernel keeps in sealed storage to find a device key again. Closing it erases the
 * material.
 *
 * @param scheme the attestation scheme's registered name
 * @param publicKey SPKI in DER
 * @param material PKCS#8 in software; for an HSM whatever names the key there
 */
public record StoredDeviceKey(String scheme, Bytes publicKey, SecretBytes material)
    implements AutoCloseable {
  @Override
  public void close() {
    material.close();
  }
}
