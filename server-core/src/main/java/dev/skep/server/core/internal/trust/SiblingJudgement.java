package dev.skep.server.core.internal.trust;

import dev.skep.api.Bytes;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.TrustDecision.Trusted;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Judges a leaf by what was found of another: rules S-7.1 to S-7.9 have the same outcome for two
 * leaves of one form under one path, but for validity, signature and revocation, which are checked
 * here.
 *
 * <p>This only ever accepts; all else is left to {@link ChainJudgement}, which says why. (The JDK's
 * list of blocked certificates, which names misissued web CAs, is consulted by PKIX only.) It is
 * worth having because PKIX cannot be told which engine verifies, the JDK's own needs several times
 * as long for ECDSA, and to read a certificate in full takes longer than all else that the server
 * does besides the engine's work.
 */
final class SiblingJudgement {
  private final TrustSettings settings;
  private final JcaEngines engines;
  private final ChainRules rules;
  private final RevocationCheck revocation;

  SiblingJudgement(
      TrustSettings settings, JcaEngines engines, ChainRules rules, RevocationCheck revocation) {
    this.settings = settings;
    this.engines = engines;
    this.rules = rules;
    this.revocation = revocation;
  }

  /** What is found of a chain, or nothing where the full judgement has to say. */
  Optional<TrustState.Remembered> judge(List<Bytes> chain, Instant at, TrustState state) {
    Optional<LeafParts> leaf = LeafParts.read(chain.get(0));
    if (leaf.isEmpty()) {
      return Optional.empty();
    }
    Optional<ProvenPath> path = state.provenPaths().find(ProvenPath.Key.of(leaf.get(), chain));
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try {
      return judge(leaf.get(), path.get(), at, state);
    } catch (UntrustedException | NoSuchAlgorithmException e) {
      return Optional.empty();
    }
  }

  private Optional<TrustState.Remembered> judge(
      LeafParts leaf, ProvenPath path, Instant at, TrustState state)
      throws UntrustedException, NoSuchAlgorithmException {
    String algorithm = path.signatureAlgorithm();
    Provider engine = engines.select(settings.engines(), "Signature", algorithm);
    ValidityWindow valid =
        rules
            .checkValidity(path.validities(leaf.validity()), at)
            .and(path.anchor().certificate().validity())
            .widenedBy(settings.clockSkew());
    if (!valid.contains(at)
        || !path.key().in(engine).verifies(algorithm, null, leaf.signed(), leaf.signature())) {
      return Optional.empty();
    }
    RevocationCheck.Subject subject =
        new RevocationCheck.Subject(leaf.subject(), leaf.serial(), path.indirectRevocation());
    ValidityWindow unrevoked = revocation.check(subject, path.issuers(), path.anchor(), state, at);
    return Optional.of(
        new TrustState.Remembered(
            new Trusted(leaf.publicKey(), leaf.subject(), path.policies()), valid.and(unrevoked)));
  }

  /**
   * Remembers a path that the full judgement has found good, for its leaf's siblings.
   *
   * @param path leaf first, without the anchor
   */
  void remember(List<Bytes> chain, List<DeviceCertificate> path, Anchor anchor, TrustState state) {
    if (!ProvenPath.isFollowedBySiblings(path)) {
      return;
    }
    Optional<LeafParts> parts = LeafParts.read(chain.get(0));
    if (parts.isEmpty()) {
      return;
    }
    List<DeviceCertificate> issuers = List.copyOf(path.subList(1, path.size()));
    state
        .provenPaths()
        .put(ProvenPath.Key.of(parts.get(), chain), ProvenPath.of(path.get(0), issuers, anchor));
  }
}
