package dev.skep.server.core.internal.trust;

import dev.skep.api.Bytes;
import dev.skep.protocol.certificate.CertificateAlgorithms;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A revocation list from a file. One that cannot be understood is kept too, so that its issuer's
 * certificates are refused instead of passing unchecked.
 */
final class RevocationList {
  private static final String DELTA_INDICATOR = "2.5.29.27";
  private static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
  private static final int REMEMBERED_KEYS = 16;

  private final X509CRL crl;
  private final String file;
  private final Optional<String> unsupported;
  private final BoundedCache<Bytes, Boolean> signedBy = new BoundedCache<>(REMEMBERED_KEYS);

  RevocationList(X509CRL crl, String file, CertificateAlgorithms algorithms) {
    this.crl = crl;
    this.file = file;
    this.unsupported = findUnsupported(crl, algorithms);
  }

  X509CRL crl() {
    return crl;
  }

  String file() {
    return file;
  }

  /** What of it is not understood, if anything. */
  Optional<String> unsupported() {
    return unsupported;
  }

  Instant thisUpdate() {
    return crl.getThisUpdate().toInstant();
  }

  /** Empty where the list does not say when the next one comes, so that it is never fresh. */
  Optional<Instant> nextUpdate() {
    @Nullable Date next = crl.getNextUpdate();
    return next == null ? Optional.empty() : Optional.of(next.toInstant());
  }

  /** Whether this key signed it; remembered, since the check costs more than the rest. */
  boolean isSignedBy(PublicKey key, Provider engine) {
    Bytes name = Bytes.of(key.getEncoded());
    Optional<Boolean> known = signedBy.find(name);
    if (known.isPresent()) {
      return known.get();
    }
    boolean signed = verifies(key, engine);
    signedBy.put(name, signed);
    return signed;
  }

  /** By {@link EngineKey} and not by the list itself, which would keep the engine's key. */
  private boolean verifies(PublicKey key, Provider engine) {
    try {
      return EngineKey.of(key, engine)
          .verifies(
              crl.getSigAlgName(),
              crl.getSigAlgParams(),
              Bytes.of(crl.getTBSCertList()),
              Bytes.of(crl.getSignature()));
    } catch (CRLException e) {
      return false;
    }
  }

  private static Optional<String> findUnsupported(X509CRL crl, CertificateAlgorithms algorithms) {
    if (crl.getExtensionValue(DELTA_INDICATOR) != null) {
      return Optional.of("is a delta list");
    }
    if (crl.getExtensionValue(ISSUING_DISTRIBUTION_POINT) != null) {
      return Optional.of("is an indirect or partial list (issuingDistributionPoint)");
    }
    if (hasCritical(crl.getCriticalExtensionOIDs())) {
      return Optional.of("has an unknown critical extension");
    }
    Set<? extends X509CRLEntry> entries = crl.getRevokedCertificates();
    if (entries != null && entries.stream().anyMatch(RevocationList::isUnsupported)) {
      return Optional.of("has an entry for another issuer or with an unknown critical extension");
    }
    return algorithms.signatureProblem(crl);
  }

  /** An entry of another issuer also moves those after it away from the list's own. */
  private static boolean isUnsupported(X509CRLEntry entry) {
    return entry.getCertificateIssuer() != null || hasCritical(entry.getCriticalExtensionOIDs());
  }

  private static boolean hasCritical(@Nullable Set<String> oids) {
    return oids != null && !oids.isEmpty();
  }
}
