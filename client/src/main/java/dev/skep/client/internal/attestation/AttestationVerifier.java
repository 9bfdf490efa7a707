package dev.skep.client.internal.attestation;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.engine.JcaEngines;
import dev.skep.client.internal.attestation.AttestationResult.Genuine;
import dev.skep.client.internal.attestation.AttestationResult.Rejected;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.certificate.CertificatePath;
import dev.skep.protocol.provisioning.CertificateChain;
import dev.skep.protocol.provisioning.KeyAttestation;
import dev.skep.protocol.provisioning.KeyStatement;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Verifies by rule KA-3: the chain, that the leaf's key fits the scheme, and the signature.
 * Thread-safe.
 */
public final class AttestationVerifier {
  private static final List<String> ENGINES = List.of("BC");

  private final AlgorithmCatalogue catalogue;
  private final Clock clock;
  private final JcaEngines engines = new JcaEngines();
  private final CertificatePath pkix = new CertificatePath(engines, ENGINES);

  /** Begins with the installed schemes. */
  public AttestationVerifier(AlgorithmCatalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** Takes an engine, for certificates whose signatures this Java runtime does not know. */
  public void addEngine(Provider engine) {
    engines.add(engine);
  }

  /** Lets an engine go. */
  public void removeEngine(Provider engine) {
    engines.remove(engine);
  }

  /**
   * Verifies.
   *
   * @param attestation an encoded {@link KeyAttestation}
   * @param deviceCa the only certificate that is trusted, X.509 in DER
   */
  public AttestationResult verify(Bytes attestation, Bytes deviceCa) {
    try {
      KeyAttestation parsed = KeyAttestation.decode(attestation, CborLimits.DEFAULT);
      KeyStatement statement = KeyStatement.decode(parsed.statement(), CborLimits.DEFAULT);
      List<X509Certificate> path =
          new DeviceChain(deviceCa, clock.instant(), pkix).verify(parsed.certificateChain());
      if (!statement.terms().signedAttestation()) {
        throw new UnprovenException("KA-1", "the key was made without a signed attestation");
      }
      verifySignature(parsed, path.get(0));
      return new Genuine(statement, path.get(0));
    } catch (MalformedMessageException e) {
      return new Rejected(e.rejection().rule(), e.rejection().reason());
    } catch (UnprovenException e) {
      return new Rejected(e.rule(), String.valueOf(e.getMessage()));
    }
  }

  private void verifySignature(KeyAttestation attestation, X509Certificate leaf)
      throws UnprovenException {
    try (Lease<AttestationScheme> lease =
        catalogue
            .lease(AttestationScheme.class, attestation.scheme(), Duration.ZERO)
            .orElseThrow(
                () ->
                    new UnprovenException(
                        "KA-3", "the scheme " + attestation.scheme() + " is not installed here"))) {
      AttestationScheme scheme = lease.get();
      if (scheme.dualUse()) {
        throw new UnprovenException(
            "A-5", "a key of " + scheme.name() + " also signs what is made outside the SE");
      }
      Bytes message = KeyStatement.message(attestation.statement());
      if (!scheme.verify(
          scheme.decodePublicKey(CertificateChain.publicKey(leaf)),
          message,
          attestation.signature())) {
        throw new UnprovenException("KA-2", "the signature of the statement is wrong");
      }
    } catch (InvalidKeyException e) {
      throw new UnprovenException(
          "S-8", "the device's key does not fit " + attestation.scheme() + ": " + e.getMessage());
    }
  }
}
