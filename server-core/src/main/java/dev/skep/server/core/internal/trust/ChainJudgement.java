package dev.skep.server.core.internal.trust;

import dev.skep.api.Bytes;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.TrustDecision.Trusted;
import dev.skep.protocol.certificate.CertificateAlgorithms;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges one chain by one state of trust: all the rules, cheap ones first. */
final class ChainJudgement {
  private final TrustSettings settings;
  private final CertificateAlgorithms algorithms = new CertificateAlgorithms();
  private final ChainRules rules;
  private final PathValidation validation;
  private final RevocationCheck revocation;
  private final SiblingJudgement siblings;

  ChainJudgement(TrustSettings settings, JcaEngines engines) {
    this.settings = settings;
    this.validation = new PathValidation(settings, engines);
    this.rules = new ChainRules(settings, algorithms, validation.jdk());
    this.revocation = new RevocationCheck(settings, engines);
    this.siblings = new SiblingJudgement(settings, engines, rules, revocation);
  }

  /** Reads the files of a directory by the same rules. */
  TrustFiles files() {
    return new TrustFiles(settings, algorithms, validation.jdk());
  }

  /**
   * Judges a chain.
   *
   * @throws UntrustedException if a rule is violated
   */
  Trusted judge(List<Bytes> chain, Instant at, TrustState state) throws UntrustedException {
    rules.checkSize(chain);
    Bytes key = digest(chain);
    Optional<TrustState.Remembered> remembered = state.leaves().find(key);
    if (remembered.isPresent() && remembered.get().window().contains(at)) {
      return remembered.get().decision();
    }
    Optional<TrustState.Remembered> sibling = siblings.judge(chain, at, state);
    TrustState.Remembered found = sibling.isPresent() ? sibling.get() : judgeAnew(chain, at, state);
    state.leaves().put(key, found);
    return found.decision();
  }

  private TrustState.Remembered judgeAnew(List<Bytes> chain, Instant at, TrustState state)
      throws UntrustedException {
    List<DeviceCertificate> path = rules.path(chain, rules.parse(chain), state);
    DeviceCertificate leaf = path.get(0);
    rules.checkAlgorithms(path);
    ValidityWindow valid =
        rules.checkValidity(path.stream().map(DeviceCertificate::validity).toList(), at);
    rules.checkLeaf(leaf);
    rules.checkPolicyMappings(path);
    Anchor anchor = validation.validate(path, candidates(path, at, state), valid.nearest(at));
    siblings.remember(chain, path, anchor, state);
    ValidityWindow checked =
        revocation.check(
            RevocationCheck.Subject.of(leaf), path.subList(1, path.size()), anchor, state, at);
    ValidityWindow window =
        valid.and(anchor.certificate().validity()).widenedBy(settings.clockSkew()).and(checked);
    return new TrustState.Remembered(
        new Trusted(leaf.publicKey(), leaf.subject(), leaf.policies()), window);
  }

  /** S-7.8: the anchors that may have issued the last certificate. */
  private List<Anchor> candidates(List<DeviceCertificate> path, Instant at, TrustState state)
      throws UntrustedException {
    DeviceCertificate last = path.get(path.size() - 1);
    List<Anchor> named = state.anchorsNamed(last.certificate().getIssuerX500Principal());
    if (named.isEmpty()) {
      throw TrustRule.ANCHOR.violatedBy(
          "no anchor is named " + last.certificate().getIssuerX500Principal().getName());
    }
    int intermediates = intermediates(path);
    List<Anchor> current = new ArrayList<>();
    for (Anchor anchor : named) {
      if (validity(anchor).contains(at) && intermediates <= anchor.pathLength()) {
        current.add(anchor);
      }
    }
    if (current.isEmpty()) {
      throw TrustRule.ANCHOR.violatedBy(
          "the anchor "
              + named.get(0).file()
              + " is not valid at "
              + at
              + ", or its path length is exceeded");
    }
    return current;
  }

  private ValidityWindow validity(Anchor anchor) {
    return anchor.certificate().validity().widenedBy(settings.clockSkew());
  }

  /** The CAs that count against a path length: all but the self-issued ones. */
  private static int intermediates(List<DeviceCertificate> path) {
    int count = 0;
    for (DeviceCertificate ca : path.subList(1, path.size())) {
      X509Certificate certificate = ca.certificate();
      if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
        count++;
      }
    }
    return count;
  }

  static Bytes digest(List<Bytes> chain) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Bytes certificate : chain) {
        digest.update(java.nio.ByteBuffer.allocate(Integer.BYTES).putInt(0, certificate.length()));
        digest.update(certificate.toArray());
      }
      return Bytes.of(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
