package dev.skep.protocol.catalogue;

import dev.skep.api.Suite;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The four algorithms of one suite, lent together. Close it soon. */
public final class SuiteLease implements AutoCloseable {
  private final Suite suite;
  private final KeyTransport transport;
  private final AttestationScheme attestation;
  private final KeyDerivation kdf;
  private final SessionCipher cipher;
  private final List<Lease<?>> leases;

  private SuiteLease(
      Suite suite,
      Lease<KeyTransport> transport,
      Lease<AttestationScheme> attestation,
      Lease<KeyDerivation> kdf,
      Lease<SessionCipher> cipher) {
    this.suite = suite;
    this.transport = transport.get();
    this.attestation = attestation.get();
    this.kdf = kdf.get();
    this.cipher = cipher.get();
    this.leases = List.of(transport, attestation, kdf, cipher);
  }

  /**
   * Lends all four, or none. Holds none while it waits for another: the bundle of both might wait
   * for the one to be given back before it brings the other.
   *
   * @param wait how long to wait while not all of them are installed; as {@link
   *     AlgorithmCatalogue#lease}, for none that never was
   */
  public static Optional<SuiteLease> take(AlgorithmCatalogue from, Suite suite, Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      Object seen = from.installed();
      Optional<SuiteLease> lease = take(from, suite);
      if (lease.isPresent() || !areKnown(from, suite) || !from.awaitChange(seen, deadline)) {
        return lease;
      }
    }
  }

  private static boolean areKnown(AlgorithmCatalogue from, Suite suite) {
    return from.isKnown(KeyTransport.class, suite.transport())
        && from.isKnown(AttestationScheme.class, suite.attestation())
        && from.isKnown(KeyDerivation.class, suite.kdf())
        && from.isKnown(SessionCipher.class, suite.cipher());
  }

  private static Optional<SuiteLease> take(AlgorithmCatalogue from, Suite suite) {
    List<Lease<?>> taken = new ArrayList<>();
    Optional<Lease<KeyTransport>> transport =
        keep(taken, from.lease(KeyTransport.class, suite.transport(), Duration.ZERO));
    Optional<Lease<AttestationScheme>> attestation =
        keep(taken, from.lease(AttestationScheme.class, suite.attestation(), Duration.ZERO));
    Optional<Lease<KeyDerivation>> kdf =
        keep(taken, from.lease(KeyDerivation.class, suite.kdf(), Duration.ZERO));
    Optional<Lease<SessionCipher>> cipher =
        keep(taken, from.lease(SessionCipher.class, suite.cipher(), Duration.ZERO));
    if (taken.size() < 4) {
      taken.forEach(Lease::close);
      return Optional.empty();
    }
    return Optional.of(
        new SuiteLease(
            suite,
            transport.orElseThrow(),
            attestation.orElseThrow(),
            kdf.orElseThrow(),
            cipher.orElseThrow()));
  }

  private static <T extends Optional<? extends Lease<?>>> T keep(List<Lease<?>> taken, T lease) {
    lease.ifPresent(taken::add);
    return lease;
  }

  /** Which suite it is. */
  public Suite suite() {
    return suite;
  }

  /** How K travels. */
  public KeyTransport transport() {
    return transport;
  }

  /** How the SE signs. */
  public AttestationScheme attestation() {
    return attestation;
  }

  /** How keys are derived. */
  public KeyDerivation kdf() {
    return kdf;
  }

  /** How records are protected. */
  public SessionCipher cipher() {
    return cipher;
  }

  @Override
  public void close() {
    leases.forEach(Lease::close);
  }
}
