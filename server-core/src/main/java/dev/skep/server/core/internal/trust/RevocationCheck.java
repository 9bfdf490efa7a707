package dev.skep.server.core.internal.trust;

import dev.skep.api.engine.JcaEngines;
import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rule S-7.10: looks up certificates in the lists that are on disk. The JDK's own revocation
 * checking stays off, so that nothing here could fetch a list.
 */
final class RevocationCheck {
  private static final int CRL_SIGN = 6;

  private final TrustSettings settings;
  private final JcaEngines engines;

  RevocationCheck(TrustSettings settings, JcaEngines engines) {
    this.settings = settings;
    this.engines = engines;
  }

  /**
   * A certificate that may be revoked.
   *
   * @param name its subject, RFC 2253
   * @param serial its serial number
   * @param indirect whether it names another issuer of its revocation list
   */
  record Subject(String name, BigInteger serial, boolean indirect) {
    static Subject of(DeviceCertificate certificate) {
      return new Subject(
          certificate.subject(),
          certificate.certificate().getSerialNumber(),
          certificate.indirectRevocation());
    }
  }

  /**
   * Checks all certificates of a path that is valid otherwise.
   *
   * @param issuers the CAs between leaf and anchor, in order
   * @return when this answer holds
   */
  ValidityWindow check(
      Subject leaf, List<DeviceCertificate> issuers, Anchor anchor, TrustState state, Instant at)
      throws UntrustedException {
    ValidityWindow window = ValidityWindow.UNLIMITED;
    if (settings.revocation() == RevocationMode.OFF) {
      return window;
    }
    X509Certificate issuer = anchor.x509();
    for (int i = issuers.size() - 1; i >= 0; i--) {
      window = window.and(check(Subject.of(issuers.get(i)), issuer, state, at));
      issuer = issuers.get(i).certificate();
    }
    return window.and(check(leaf, issuer, state, at));
  }

  private ValidityWindow check(
      Subject subject, X509Certificate issuer, TrustState state, Instant at)
      throws UntrustedException {
    if (subject.indirect()) {
      throw refused(subject, "names another issuer of its revocation list, which is unsupported");
    }
    List<RevocationList> lists = state.revocationListsOf(issuer.getSubjectX500Principal());
    if (lists.isEmpty()) {
      if (settings.revocation() == RevocationMode.REQUIRE) {
        throw refused(subject, "is covered by no revocation list of its issuer");
      }
      return ValidityWindow.UNLIMITED;
    }
    RevocationList list = usable(lists, issuer, subject, at);
    if (list.crl().getRevokedCertificate(subject.serial()) != null) {
      throw refused(subject, "is revoked by " + list.file());
    }
    return freshness(list, subject, at);
  }

  private RevocationList usable(
      List<RevocationList> lists, X509Certificate issuer, Subject subject, Instant at)
      throws UntrustedException {
    for (RevocationList list : lists) {
      if (list.unsupported().isPresent()) {
        throw refused(
            subject, "cannot be checked: " + list.file() + " " + list.unsupported().get());
      }
    }
    boolean[] usage = issuer.getKeyUsage();
    if (usage != null && !usage[CRL_SIGN]) {
      throw refused(subject, "has an issuer that may not sign revocation lists (no cRLSign)");
    }
    Optional<RevocationList> newest =
        lists.stream()
            .filter(list -> isSigned(list, issuer))
            .filter(list -> !list.thisUpdate().isAfter(at.plus(settings.clockSkew())))
            .max(Comparator.comparing(RevocationList::thisUpdate));
    return newest.orElseThrow(
        () ->
            refused(
                subject, "has lists of its issuer, but none is in force and signed by its key"));
  }

  private ValidityWindow freshness(RevocationList list, Subject subject, Instant at)
      throws UntrustedException {
    Instant next =
        list.nextUpdate()
            .orElseThrow(() -> refused(subject, "is covered by " + list.file() + " without end"));
    ValidityWindow window =
        new ValidityWindow(list.thisUpdate(), next).widenedBy(settings.clockSkew());
    if (!window.contains(at)) {
      throw refused(subject, "is covered only by the stale list " + list.file() + ", due " + next);
    }
    return window;
  }

  private boolean isSigned(RevocationList list, X509Certificate issuer) {
    try {
      Provider engine = engines.select(settings.engines(), "Signature", list.crl().getSigAlgName());
      return list.isSignedBy(issuer.getPublicKey(), engine);
    } catch (NoSuchAlgorithmException e) {
      return false;
    }
  }

  private static UntrustedException refused(Subject subject, String why) {
    return TrustRule.REVOCATION.violatedBy(subject.name() + " " + why);
  }
}
