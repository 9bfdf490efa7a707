package dev.skep.client.internal;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.Lease;
import java.time.Duration;
import java.util.Optional;

/**
 * H(offer), H being the hash of the chosen kdf (spec section 2).
 *
 * <p>The installed kdf of that name says which hash. A middleware for hardware SEs needs none
 * installed: then the name does, SHA-384 or SHA-512 where it ends so, else SHA-256. With a wrong
 * hash nothing is lost but the session: the server computes its own.
 */
final class OfferHash {
  private final AlgorithmCatalogue catalogue;

  OfferHash(AlgorithmCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  Bytes of(Bytes offer, String kdf) {
    return Transcript.digest(hashName(kdf), offer);
  }

  String hashName(String kdf) {
    Optional<Lease<KeyDerivation>> installed =
        catalogue.lease(KeyDerivation.class, kdf, Duration.ZERO);
    if (installed.isPresent()) {
      try (Lease<KeyDerivation> lease = installed.get()) {
        return lease.get().transcriptHash();
      }
    }
    if (kdf.endsWith("SHA384")) {
      return "SHA-384";
    }
    return kdf.endsWith("SHA512") ? "SHA-512" : "SHA-256";
  }
}
