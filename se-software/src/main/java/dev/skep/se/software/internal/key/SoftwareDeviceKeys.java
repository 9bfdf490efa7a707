package dev.skep.se.software.internal.key;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.se.kernel.DeviceKey;
import dev.skep.se.kernel.DeviceKeys;
import dev.skep.se.kernel.StoredDeviceKey;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** Device keys as PKCS#8, used through the schemes of the catalogue. */
public final class SoftwareDeviceKeys implements DeviceKeys {
  private static final Duration WAIT = Duration.ofSeconds(2);

  private final AlgorithmCatalogue catalogue;
  private final SecureRandom random;

  /**
   * Device keys in software.
   *
   * @param random for making keys and for signing
   */
  public SoftwareDeviceKeys(AlgorithmCatalogue catalogue, SecureRandom random) {
    this.catalogue = catalogue;
    this.random = random;
  }

  @Override
  public List<String> schemes() {
    return catalogue.names(AttestationScheme.class);
  }

  @Override
  public StoredDeviceKey create(String scheme) throws SecurityElementException {
    try (Lease<AttestationScheme> lease = lease(catalogue, scheme)) {
      AttestationScheme algorithm = lease.get();
      KeyPair pair = algorithm.generateKeyPair(algorithm.keySizesBits().get(0), random);
      Bytes publicKey = Bytes.of(pair.getPublic().getEncoded());
      SecretBytes pkcs8 = SecretBytes.adopt(pair.getPrivate().getEncoded());
      try {
        algorithm.decodePublicKey(publicKey);
        algorithm.decodePrivateKey(pkcs8);
      } catch (InvalidKeyException e) {
        pkcs8.close();
        throw new IllegalStateException(scheme + " refuses the key that it made itself", e);
      }
      return new StoredDeviceKey(scheme, publicKey, pkcs8);
    }
  }

  @Override
  public DeviceKey open(StoredDeviceKey stored) {
    return new SoftwareDeviceKey(
        stored.scheme(),
        stored.publicKey(),
        stored.material().slice(0, stored.material().length()),
        catalogue,
        random);
  }

  static Lease<AttestationScheme> lease(AlgorithmCatalogue catalogue, String scheme)
      throws SecurityElementException {
    return catalogue
        .lease(AttestationScheme.class, scheme, WAIT)
        .orElseThrow(
            () ->
                new SecurityElementException(
                    Kind.REFUSED,
                    "the attestation scheme "
                        + scheme
                        + " is not installed, only "
                        + catalogue.names(AttestationScheme.class)
                        + ": install the bundle that has it"));
  }
}
