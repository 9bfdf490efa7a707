package dev.skep.server.core.internal.trust;

import dev.skep.api.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A path that PKIX has accepted, without its leaf, and what other leaves of the same form have in
 * common with that leaf.
 *
 * @param issuers the CAs between leaf and anchor, in order
 * @param anchor where the path ends
 * @param signatureAlgorithm how the leaf was signed, JCA name
 * @param policies the leaf's certificate policies
 * @param indirectRevocation whether the leaf names another issuer of its revocation list
 * @param key the key that signed the leaf
 */
record ProvenPath(
    List<DeviceCertificate> issuers,
    Anchor anchor,
    String signatureAlgorithm,
    Set<String> policies,
    boolean indirectRevocation,
    IssuerKey key) {
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

  private static final Set<String> MAY_BE_CRITICAL =
      Set.of(BASIC_CONSTRAINTS, KEY_USAGE, EXTENDED_KEY_USAGE);

  /** SKI, SAN, CRL distribution points, certificate policies, AKI, AIA. */
  private static final Set<String> MUST_NOT_BE_CRITICAL =
      Set.of("2.5.29.14", "2.5.29.17", "2.5.29.31", "2.5.29.32", "2.5.29.35", "1.3.6.1.5.5.7.1.1");

  /** Name constraints, policy mappings, policy constraints, inhibitAnyPolicy. */
  private static final List<String> LOOK_AT_THE_LEAF =
      List.of("2.5.29.30", "2.5.29.33", "2.5.29.36", "2.5.29.54");

  /**
   * By what a path is found again.
   *
   * @param form the form of its leaf, see {@link LeafForm}
   * @param above the rest of the chain, as it was sent
   */
  record Key(Bytes form, List<Bytes> above) {
    static Key of(LeafParts leaf, List<Bytes> chain) {
      return new Key(leaf.form(), List.copyOf(chain.subList(1, chain.size())));
    }
  }

  /**
   * Whether what PKIX says of a path holds for another leaf of the same form: no CA of it looks at
   * the leaf's name or policies, each of the leaf's extensions is understood here, and its
   * signature has no parameters.
   */
  static boolean isFollowedBySiblings(List<DeviceCertificate> path) {
    return !path.get(0).certificate().getSigAlgName().equals(EngineKey.RSASSA_PSS)
        && understood(path.get(0).extensions())
        && path.stream().skip(1).noneMatch(ProvenPath::constrainsTheLeaf);
  }

  private static boolean understood(Map<String, Boolean> extensions) {
    for (Map.Entry<String, Boolean> extension : extensions.entrySet()) {
      boolean critical = extension.getValue();
      if (!MAY_BE_CRITICAL.contains(extension.getKey())
          && (critical || !MUST_NOT_BE_CRITICAL.contains(extension.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean constrainsTheLeaf(DeviceCertificate issuer) {
    return LOOK_AT_THE_LEAF.stream().anyMatch(issuer.extensions()::containsKey);
  }

  /** The path of a leaf that was accepted with these issuers. */
  static ProvenPath of(DeviceCertificate leaf, List<DeviceCertificate> issuers, Anchor anchor) {
    DeviceCertificate issuer = issuers.isEmpty() ? anchor.certificate() : issuers.get(0);
    return new ProvenPath(
        issuers,
        anchor,
        leaf.certificate().getSigAlgName(),
        leaf.policies(),
        leaf.indirectRevocation(),
        new IssuerKey(issuer.certificate().getPublicKey()));
  }

  /** The validity of all of the path, the given leaf's first, the anchor's left out. */
  List<ValidityWindow> validities(ValidityWindow leaf) {
    List<ValidityWindow> validities = new ArrayList<>();
    validities.add(leaf);
    for (DeviceCertificate issuer : issuers) {
      validities.add(issuer.validity());
    }
    return validities;
  }
}
