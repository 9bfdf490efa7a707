package dev.skep.se.pcsc.internal.card;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AsymmetricAlgorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.se.EstablishRequest;
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

/**
 * What of an offer can be checked before the card has it. A card checks keys as far as it can; the
 * rest of Y-1 and Y-2 is done here where the algorithm is installed. It protects holders whose
 * computer is their own: another computer can leave it out.
 */
final class RequestCheck {
  private final AlgorithmCatalogue catalogue;

  RequestCheck(AlgorithmCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Checks.
   *
   * @throws SecurityElementException with {@code REFUSED} if the request is none, or a key is not
   *     fit for its algorithm
   */
  void check(EstablishRequest request) throws SecurityElementException {
    String transport = request.suite().transport();
    check(KeyTransport.class, transport, request.serverPublicKey(), "the server's key");
    try {
      Optional<ManagementKey> key =
          ProvisioningRequest.decode(request.request(), CborLimits.DEFAULT).managementKey();
      if (key.isPresent()) {
        check(
            AttestationScheme.class,
            key.get().scheme(),
            key.get().publicKey(),
            "the management key");
      }
    } catch (MalformedMessageException e) {
      throw new SecurityElementException(
          Kind.REFUSED, "the issuer's request is malformed: " + e.getMessage(), e);
    }
  }

  private <T extends AsymmetricAlgorithm> void check(
      Class<T> role, String algorithm, Bytes key, String what) throws SecurityElementException {
    Optional<Lease<T>> found = catalogue.lease(role, algorithm, Duration.ZERO);
    if (found.isEmpty()) {
      return;
    }
    try (Lease<T> lease = found.get()) {
      lease.get().decodePublicKey(key);
    } catch (InvalidKeyException e) {
      throw new SecurityElementException(
          Kind.REFUSED, what + " is not fit for " + algorithm + ": " + e.getMessage(), e);
    }
  }
}
