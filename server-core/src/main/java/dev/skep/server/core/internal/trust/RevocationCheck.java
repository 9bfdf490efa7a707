package dev.skep.server.core.internal.trust;

import dev.skep.api.engine.JcaEngines;
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
   * Checks all certificates of a path that is valid otherwise.
   *
   * @param path leaf first, without the anchor
   * @return when this answer holds
   */
  ValidityWindow check(List<DeviceCertificate> path, Anchor anchor, TrustState state, Instant at)
      throws UntrustedException {
    ValidityWindow window = ValidityWindow.UNLIMITED;
    if (settings.revocation() == RevocationMode.OFF) {
      return window;
    }
    X509Certificate issuer = anchor.x509();
    for (int i = path.size() - 1; i >= 0; i--) {
      window = window.and(check(path.get(i), issuer, state, at));
      issuer = path.get(i).certificate();
    }
    return window;
  }

  private ValidityWindow check(
      DeviceCertificate subject, X509Certificate issuer, TrustState state, Instant at)
      throws UntrustedException {
    if (subject.indirectRevocation()) {
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
    if (list.crl().getRevokedCertificate(subject.certificate()) != null) {
      throw refused(subject, "is revoked by " + list.file());
    }
    return freshness(list, subject, at);
  }

  private RevocationList usable(
      List<RevocationList> lists, X509Certificate issuer, DeviceCertificate subject, Instant at)
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

  private ValidityWindow freshness(RevocationList list, DeviceCertificate subject, Instant at)
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

  private static UntrustedException refused(DeviceCertificate subject, String why) {
    return TrustRule.REVOCATION.violatedBy(subject.subject() + " " + why);
  }
}
