package dev.skep.server.core.internal.trust;

import java.security.cert.PKIXParameters;
import java.security.cert.PolicyNode;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the validation of certificate policies starts with (RFC 5280 6.1.1), with one stricter rule:
 * a set that is given must be met, as if {@code explicit} were set.
 *
 * @param initialSet the OIDs of the policies that are acceptable, {@code user-initial-policy-set};
 *     empty for any
 * @param explicit whether the path must be valid for a policy, {@code initial-explicit-policy}
 * @param inhibitMapping whether no CA may map policies, {@code initial-policy-mapping-inhibit}
 * @param inhibitAny whether {@code anyPolicy} stands for none, {@code initial-any-policy-inhibit}
 */
public record PolicyInputs(
    Set<String> initialSet, boolean explicit, boolean inhibitMapping, boolean inhibitAny) {
  private static final String ANY_POLICY = "2.5.29.32.0";
  private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*)){1,32}");

  /** Any policy or none, mapped or not. */
  public static final PolicyInputs NONE = new PolicyInputs(Set.of(), false, false, false);

  /** Copies the set and checks that each member is an OID, and not {@code anyPolicy}. */
  public PolicyInputs {
    initialSet = Set.copyOf(initialSet);
    for (String policy : initialSet) {
      if (!OID.matcher(policy).matches() || policy.equals(ANY_POLICY)) {
        throw new IllegalArgumentException("'" + policy + "' is no OID of one policy");
      }
    }
  }

  /**
   * Sets all but the set itself: the JDK takes policies that are not in it out of its tree too
   * early, so that a policy which a CA maps to one of the set passes (PKITS 4.10.13, subpart 3).
   */
  void applyTo(PKIXParameters parameters) {
    parameters.setExplicitPolicyRequired(explicit || !initialSet.isEmpty());
    parameters.setPolicyMappingInhibited(inhibitMapping);
    parameters.setAnyPolicyInhibited(inhibitAny);
  }

  /**
   * Whether the intersection with the set leaves something (RFC 5280 6.1.5 (g)).
   *
   * @param tree the valid policy tree for any policy, as PKIX gives it
   * @param pathLength the number of certificates without the anchor
   */
  boolean admit(@Nullable PolicyNode tree, int pathLength) {
    return initialSet.isEmpty() || (tree != null && admitBelow(tree, pathLength));
  }

  /** Only the policies that stand right below {@code anyPolicy} are in the issuers' own terms. */
  private boolean admitBelow(PolicyNode anyPolicy, int pathLength) {
    if (anyPolicy.getDepth() == pathLength) {
      return true;
    }
    Iterator<? extends PolicyNode> children = anyPolicy.getChildren();
    while (children.hasNext()) {
      PolicyNode child = children.next();
      boolean admitted =
          child.getValidPolicy().equals(ANY_POLICY)
              ? admitBelow(child, pathLength)
              : initialSet.contains(child.getValidPolicy()) && reaches(child, pathLength);
      if (admitted) {
        return true;
      }
    }
    return false;
  }

  private static boolean reaches(PolicyNode node, int pathLength) {
    if (node.getDepth() == pathLength) {
      return true;
    }
    Iterator<? extends PolicyNode> children = node.getChildren();
    while (children.hasNext()) {
      if (reaches(children.next(), pathLength)) {
        return true;
      }
    }
    return false;
  }
}
