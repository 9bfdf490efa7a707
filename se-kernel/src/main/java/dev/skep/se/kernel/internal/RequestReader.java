package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.util.Optional;

/** Reads the issuer's request (spec section 11.1), and refuses what this SE could not obey. */
final class RequestReader {
  private static final Duration WAIT = Duration.ofSeconds(2);

  private final AlgorithmCatalogue catalogue;

  RequestReader(AlgorithmCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Reads a request, which may be empty.
   *
   * @throws SecurityElementException with {@code REFUSED} if it is none, or its management key is
   *     not fit for its scheme
   */
  ProvisioningRequest read(Bytes request) throws SecurityElementException {
    ProvisioningRequest wanted;
    try {
      wanted = ProvisioningRequest.decode(request, CborLimits.DEFAULT);
    } catch (MalformedMessageException e) {
      throw new SecurityElementException(
          Kind.REFUSED, "the issuer's request is malformed: " + e.getMessage(), e);
    }
    Optional<ManagementKey> managementKey = wanted.managementKey();
    if (managementKey.isPresent()) {
      check(managementKey.get());
    }
    return wanted;
  }

  private void check(ManagementKey key) throws SecurityElementException {
    String problem = "the management key is not fit for " + key.scheme() + ": ";
    try (Lease<AttestationScheme> scheme =
        catalogue
            .lease(AttestationScheme.class, key.scheme(), WAIT)
            .orElseThrow(
                () ->
                    new SecurityElementException(
                        Kind.REFUSED, problem + "the scheme is not installed here"))) {
      if (scheme.get().dualUse()) {
        throw new SecurityElementException(
            Kind.REFUSED, problem + "the scheme is for attestation only");
      }
      scheme.get().decodePublicKey(key.publicKey());
    } catch (InvalidKeyException e) {
      throw new SecurityElementException(Kind.REFUSED, problem + e.getMessage(), e);
    }
  }
}
