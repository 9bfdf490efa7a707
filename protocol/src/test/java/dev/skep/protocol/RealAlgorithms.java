package dev.skep.protocol;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AsymmetricAlgorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.provider.ecdh.internal.DhkemP256;
import dev.skep.provider.ecdh.internal.DhkemP384;
import dev.skep.provider.ecdh.internal.DhkemP521;
import dev.skep.provider.ecdh.internal.DhkemX25519;
import dev.skep.provider.ecdh.internal.Ed25519;
import dev.skep.provider.ecdh.internal.Es256;
import dev.skep.provider.ecdh.internal.Es384;
import dev.skep.provider.ecdh.internal.Es512;
import dev.skep.provider.rsa.internal.Ps256;
import dev.skep.provider.rsa.internal.Ps384;
import dev.skep.provider.rsa.internal.Rs256;
import dev.skep.provider.rsa.internal.Rs256Dias;
import dev.skep.provider.rsa.internal.RsaOaep256;
import dev.skep.provider.symmetric.internal.A128CbcHs256;
import dev.skep.provider.symmetric.internal.A256CbcHs512;
import dev.skep.provider.symmetric.internal.A256Gcm;
import dev.skep.provider.symmetric.internal.HkdfSha256;
import dev.skep.provider.symmetric.internal.HkdfSha384;
import dev.skep.provider.symmetric.internal.KbkdfCmacAes256;
import dev.skep.provider.symmetric.internal.KbkdfHmacSha256;
import java.util.List;
import java.util.stream.Stream;

/** The algorithms of section 3 from the project's own providers. */
final class RealAlgorithms {
  private static final List<KeyTransport> TRANSPORTS =
      List.of(
          new RsaOaep256(), new DhkemP256(), new DhkemP384(), new DhkemP521(), new DhkemX25519());
  private static final List<AttestationScheme> ATTESTATIONS =
      List.of(
          new Es256(),
          new Es384(),
          new Es512(),
          new Ed25519(),
          new Ps256(),
          new Ps384(),
          new Rs256(),
          new Rs256Dias());
  private static final List<KeyDerivation> KDFS =
      List.of(new HkdfSha256(), new HkdfSha384(), new KbkdfHmacSha256(), new KbkdfCmacAes256());
  private static final List<SessionCipher> CIPHERS =
      List.of(new A256Gcm(), new A128CbcHs256(), new A256CbcHs512());

  private RealAlgorithms() {}

  static List<KeyDerivation> kdfs() {
    return KDFS;
  }

  static List<SessionCipher> ciphers() {
    return CIPHERS;
  }

  static KeyTransport transport(String name) {
    return named(TRANSPORTS.stream(), name);
  }

  static AttestationScheme attestation(String name) {
    return named(ATTESTATIONS.stream(), name);
  }

  static KeyDerivation kdf(String name) {
    return named(KDFS.stream(), name);
  }

  static SessionCipher cipher(String name) {
    return named(CIPHERS.stream(), name);
  }

  /** A transport or an attestation scheme. */
  static AsymmetricAlgorithm asymmetric(String name) {
    return named(Stream.concat(TRANSPORTS.stream(), ATTESTATIONS.stream()), name);
  }

  private static <T extends Algorithm> T named(Stream<T> algorithms, String name) {
    return algorithms
        .filter(algorithm -> algorithm.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no provider brings " + name));
  }
}
