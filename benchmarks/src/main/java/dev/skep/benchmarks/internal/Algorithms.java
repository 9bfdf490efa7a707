package dev.skep.benchmarks.internal;

import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.engine.JcaEngines;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.provider.ecdh.internal.DhkemP256;
import dev.skep.provider.ecdh.internal.EcEngines;
import dev.skep.provider.ecdh.internal.Es256;
import dev.skep.provider.rsa.internal.Rs256;
import dev.skep.provider.rsa.internal.RsaEngines;
import dev.skep.provider.rsa.internal.RsaOaep256;
import dev.skep.provider.symmetric.internal.A256Gcm;
import dev.skep.provider.symmetric.internal.HkdfSha256;

/**
 * The four algorithms of a suite, fresh: they remember no key of another server.
 *
 * @param transport with the engine that was asked for
 * @param attestation with the engine that was asked for
 * @param kdf with the JDK's HMAC
 * @param cipher with the JDK's AES
 */
record Algorithms(
    KeyTransport transport,
    AttestationScheme attestation,
    KeyDerivation kdf,
    SessionCipher cipher) {
  /** Makes them. */
  static Algorithms of(KeyKind kind, JcaEngines engines, Engine engine) {
    if (kind == KeyKind.EC) {
      EcEngines ec = new EcEngines(engines, engine.preference());
      return new Algorithms(new DhkemP256(ec), new Es256(ec), new HkdfSha256(), new A256Gcm());
    }
    RsaEngines rsa = new RsaEngines(engines, engine.preference());
    return new Algorithms(new RsaOaep256(rsa), new Rs256(rsa), new HkdfSha256(), new A256Gcm());
  }

  /** The same, whose calls are charged to {@link Stage#CRYPTOGRAPHY}. */
  Algorithms watched(StageClock clock) {
    Stage stage = Stage.CRYPTOGRAPHY;
    return new Algorithms(
        clock.watch(stage, KeyTransport.class, transport),
        clock.watch(stage, AttestationScheme.class, attestation),
        clock.watch(stage, KeyDerivation.class, kdf),
        clock.watch(stage, SessionCipher.class, cipher));
  }

  /** A catalogue of just these. */
  AlgorithmCatalogue catalogue() {
    AlgorithmCatalogue catalogue = new AlgorithmCatalogue();
    catalogue.add(KeyTransport.class, transport, 0);
    catalogue.add(AttestationScheme.class, attestation, 0);
    catalogue.add(KeyDerivation.class, kdf, 0);
    catalogue.add(SessionCipher.class, cipher, 0);
    return catalogue;
  }
}
