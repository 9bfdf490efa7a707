package dev.skep.demo.internal.wire;

import dev.skep.api.Suite;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.SuiteLease;
import dev.skep.provider.rsa.internal.Rs256;
import dev.skep.provider.rsa.internal.RsaOaep256;
import dev.skep.provider.symmetric.internal.A256Gcm;
import dev.skep.provider.symmetric.internal.HkdfSha256;
import java.time.Duration;

/** The one suite that the tests here run with. */
final class Algorithms {
  static final Suite SUITE = new Suite("RSA-OAEP-256", "RS256", "HKDF-SHA256", "A256GCM");

  private Algorithms() {}

  static SuiteLease lease() {
    AlgorithmCatalogue catalogue = new AlgorithmCatalogue();
    catalogue.add(KeyTransport.class, new RsaOaep256(), 0);
    catalogue.add(AttestationScheme.class, new Rs256(), 0);
    catalogue.add(KeyDerivation.class, new HkdfSha256(), 0);
    catalogue.add(SessionCipher.class, new A256Gcm(), 0);
    return SuiteLease.take(catalogue, SUITE, Duration.ZERO).orElseThrow();
  }
}
