package dev.skep.se.software.internal.key;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.se.kernel.DeviceKey;
import java.lang.ref.WeakReference;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.SecureRandom;

/**
 * A device key in this process's memory. The engine's own copy of it, a {@link PrivateKey}, cannot
 * be zeroed. It is held weakly, so that it stays no longer than needed, and neither it nor the
 * scheme keeps the classes of a bundle that is gone.
 */
final class SoftwareDeviceKey extends DeviceKey {
  private final SecretBytes pkcs8;
  private final AlgorithmCatalogue catalogue;
  private final SecureRandom random;
  private volatile WeakReference<Decoded> latest = new WeakReference<>(null);

  /** The key as one scheme's bundle reads it; to check an RSA key takes as long as to sign. */
  private record Decoded(AttestationScheme by, PrivateKey key) {
    @Override
    public String toString() {
      return "Decoded[" + by.name() + "]";
    }
  }

  SoftwareDeviceKey(
      String scheme,
      Bytes publicKey,
      SecretBytes pkcs8,
      AlgorithmCatalogue catalogue,
      SecureRandom random) {
    super(scheme, publicKey);
    this.pkcs8 = pkcs8;
    this.catalogue = catalogue;
    this.random = random;
  }

  @Override
  protected Bytes sign(Bytes message) throws SecurityElementException {
    try (Lease<AttestationScheme> lease = SoftwareDeviceKeys.lease(catalogue, scheme())) {
      return lease.get().sign(privateKey(lease.get()), message, random);
    }
  }

  private PrivateKey privateKey(AttestationScheme by) throws SecurityElementException {
    Decoded known = latest.get();
    if (known == null || known.by() != by) {
      try {
        known = new Decoded(by, by.decodePrivateKey(pkcs8));
      } catch (InvalidKeyException e) {
        throw new SecurityElementException(
            Kind.REFUSED, "the installed " + scheme() + " refuses this device's key", e);
      }
      latest = new WeakReference<>(known);
    }
    return known.key();
  }

  @Override
  public void close() {
    latest.clear();
    pkcs8.close();
  }
}
