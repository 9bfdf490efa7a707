package dev.skep.se.kernel.internal;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Device keys that are kept in the state as they are. */
final class MemoryDeviceKeys implements DeviceKeys {
  private final AlgorithmCatalogue catalogue;
  private final SecureRandom random;
  private final Set<String> without;
  private final AtomicInteger discarded;

  /**
   * Keys of the catalogue's schemes.
   *
   * @param without schemes that they cannot be of
   * @param discarded counts
   */
  MemoryDeviceKeys(
      AlgorithmCatalogue catalogue,
      SecureRandom random,
      Set<String> without,
      AtomicInteger discarded) {
    this.catalogue = catalogue;
    this.random = random;
    this.without = without;
    this.discarded = discarded;
  }

  @Override
  public List<String> schemes() {
    List<String> names = new ArrayList<>(catalogue.names(AttestationScheme.class));
    names.removeAll(without);
    names.add("of-the-future");
    return names;
  }

  @Override
  public StoredDeviceKey create(String scheme) throws SecurityElementException {
    try (Lease<AttestationScheme> lease = lease(scheme)) {
      AttestationScheme algorithm = lease.get();
      KeyPair pair = algorithm.generateKeyPair(algorithm.keySizesBits().get(0), random);
      return new StoredDeviceKey(
          scheme,
          Bytes.of(pair.getPublic().getEncoded()),
          SecretBytes.adopt(pair.getPrivate().getEncoded()));
    }
  }

  @Override
  public DeviceKey open(StoredDeviceKey stored) {
    SecretBytes pkcs8 = stored.material().slice(0, stored.material().length());
    return new DeviceKey(stored.scheme(), stored.publicKey()) {
      @Override
      protected Bytes sign(Bytes message) throws SecurityElementException {
        try (Lease<AttestationScheme> lease = lease(stored.scheme())) {
          return lease.get().sign(lease.get().decodePrivateKey(pkcs8), message, random);
        } catch (InvalidKeyException e) {
          throw new AssertionError(e);
        }
      }

      @Override
      public void discard() {
        discarded.incrementAndGet();
        super.discard();
      }

      @Override
      public void close() {
        pkcs8.close();
      }
    };
  }

  private Lease<AttestationScheme> lease(String scheme) throws SecurityElementException {
    return catalogue
        .lease(AttestationScheme.class, scheme, Duration.ZERO)
        .orElseThrow(() -> new SecurityElementException(Kind.REFUSED, "there is no " + scheme));
  }
}
