package dev.skep.se.software.internal.key;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.AttestationMessage;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.provisioning.KeyStatement;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * A device key in this process's memory. The engine's own copy of it, a {@link PrivateKey}, cannot
 * be zeroed; it is dropped when this is closed or the scheme comes from another bundle.
 */
final class SoftwareDeviceKey implements DeviceKey {
  private final String scheme;
  private final Bytes publicKey;
  private final SecretBytes pkcs8;
  private final AlgorithmCatalogue catalogue;
  private final SecureRandom random;
  private volatile @Nullable Decoded decoded;

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
    this.scheme = scheme;
    this.publicKey = publicKey;
    this.pkcs8 = pkcs8;
    this.catalogue = catalogue;
    this.random = random;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public Bytes attest(Bytes transcriptHash, SecretBytes confirmationKey)
      throws SecurityElementException {
    if (transcriptHash.length() < 32 || transcriptHash.length() > 64) {
      throw new IllegalArgumentException("TH has 32 to 64 bytes");
    }
    if (confirmationKey.length() != KeySchedule.KEY_BYTES) {
      throw new IllegalArgumentException("CK has " + KeySchedule.KEY_BYTES + " bytes");
    }
    return sign(AttestationMessage.of(transcriptHash, confirmationKey));
  }

  @Override
  public Bytes attestKey(KeyStatement statement) throws SecurityElementException {
    return sign(KeyStatement.message(statement.encode()));
  }

  private Bytes sign(Bytes message) throws SecurityElementException {
    try (Lease<AttestationScheme> lease = SoftwareDeviceKeys.lease(catalogue, scheme)) {
      return lease.get().sign(privateKey(lease.get()), message, random);
    }
  }

  private PrivateKey privateKey(AttestationScheme by) throws SecurityElementException {
    Decoded known = decoded;
    if (known == null || known.by() != by) {
      try {
        known = new Decoded(by, by.decodePrivateKey(pkcs8));
      } catch (InvalidKeyException e) {
        throw new SecurityElementException(
            Kind.REFUSED, "the installed " + scheme + " refuses this device's key", e);
      }
      decoded = known;
    }
    return known.key();
  }

  @Override
  public void close() {
    decoded = null;
    pkcs8.close();
  }
}
