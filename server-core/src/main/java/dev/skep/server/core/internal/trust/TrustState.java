package dev.skep.server.core.internal.trust;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.TrustDecision.Trusted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * All that is trusted at one time. What was remembered of chains lives and dies with it, so that a
 * change of anchors or lists forgets it all at once.
 */
final class TrustState {
  private static final int REMEMBERED_PATHS = 256;

  private final Map<X500Principal, List<Anchor>> anchors = new HashMap<>();
  private final Map<Bytes, Anchor> anchorsByEncoding = new HashMap<>();
  private final Map<X500Principal, List<RevocationList>> revocationLists = new HashMap<>();
  private final BoundedCache<Bytes, Remembered> leaves;
  private final BoundedCache<ProvenPath.Key, ProvenPath> provenPaths =
      new BoundedCache<>(REMEMBERED_PATHS);
  private final int revocationListCount;

  /**
   * A chain that was found good.
   *
   * @param decision what was found
   * @param window when every check that depends on the time has this outcome
   */
  record Remembered(Trusted decision, ValidityWindow window) {}

  TrustState(List<Anchor> anchors, List<RevocationList> lists, int rememberedLeaves) {
    for (Anchor anchor : anchors) {
      if (anchorsByEncoding.putIfAbsent(anchor.encoded(), anchor) == null) {
        this.anchors
            .computeIfAbsent(anchor.x509().getSubjectX500Principal(), name -> new ArrayList<>())
            .add(anchor);
      }
    }
    for (RevocationList list : lists) {
      revocationLists
          .computeIfAbsent(list.crl().getIssuerX500Principal(), name -> new ArrayList<>())
          .add(list);
    }
    this.revocationListCount = lists.size();
    this.leaves = new BoundedCache<>(rememberedLeaves);
  }

  List<Anchor> anchorsNamed(X500Principal subject) {
    return anchors.getOrDefault(subject, List.of());
  }

  Optional<Anchor> anchorEncodedAs(Bytes der) {
    return Optional.ofNullable(anchorsByEncoding.get(der));
  }

  List<RevocationList> revocationListsOf(X500Principal issuer) {
    return revocationLists.getOrDefault(issuer, List.of());
  }

  BoundedCache<Bytes, Remembered> leaves() {
    return leaves;
  }

  /** The paths that were found good, with the forms of their leaves. */
  BoundedCache<ProvenPath.Key, ProvenPath> provenPaths() {
    return provenPaths;
  }

  int anchorCount() {
    return anchorsByEncoding.size();
  }

  int revocationListCount() {
    return revocationListCount;
  }
}
