package dev.skep.server.core.internal.trust;

import dev.skep.api.engine.JcaEngines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How {@link DirectoryDeviceTrust} judges.
 *
 * @param anchors the directory of device CAs: {@code *.pem}, {@code *.crt}, {@code *.cer}
 * @param revocationLists the directory of lists, {@code *.crl}; may be the same
 * @param revocation which lists are needed
 * @param clockSkew by how much clocks may differ, in both directions
 * @param limits of a chain
 * @param leaf what a leaf must have
 * @param policies what the validation of policies starts with
 * @param engines the engines for a leaf's signature, the best first (see {@link JcaEngines})
 * @param rememberedLeaves how many verified chains are remembered; 0 for none
 */
public record TrustSettings(
    Path anchors,
    Path revocationLists,
    RevocationMode revocation,
    Duration clockSkew,
    ChainLimits limits,
    LeafRequirements leaf,
    PolicyInputs policies,
    List<String> engines,
    int rememberedLeaves) {
  private static final Duration LONGEST_SKEW = Duration.ofDays(1);

  /** Checks the ranges and copies the list. */
  public TrustSettings {
    engines = List.copyOf(engines);
    if (clockSkew.isNegative() || clockSkew.compareTo(LONGEST_SKEW) > 0) {
      throw new IllegalArgumentException("the clock skew is between 0 and 24 hours");
    }
    if (rememberedLeaves < 0) {
      throw new IllegalArgumentException("the number of remembered leaves is 0 or more");
    }
  }

  /** The defaults, with anchors and lists in one directory. */
  public static TrustSettings of(Path directory) {
    return new TrustSettings(
        directory,
        directory,
        RevocationMode.IF_PRESENT,
        Duration.ofMinutes(5),
        ChainLimits.DEFAULT,
        LeafRequirements.NONE,
        PolicyInputs.NONE,
        List.of("BC", JcaEngines.JDK),
        10_000);
  }

  /** The same with another directory of lists. */
  public TrustSettings withRevocationLists(Path directory) {
    return new TrustSettings(
        anchors,
        directory,
        revocation,
        clockSkew,
        limits,
        leaf,
        policies,
        engines,
        rememberedLeaves);
  }

  /** The same with another revocation mode. */
  public TrustSettings withRevocation(RevocationMode mode) {
    return new TrustSettings(
        anchors,
        revocationLists,
        mode,
        clockSkew,
        limits,
        leaf,
        policies,
        engines,
        rememberedLeaves);
  }

  /** The same with other requirements on leaves. */
  public TrustSettings withLeaf(LeafRequirements requirements) {
    return new TrustSettings(
        anchors,
        revocationLists,
        revocation,
        clockSkew,
        limits,
        requirements,
        policies,
        engines,
        rememberedLeaves);
  }

  /** The same with other inputs to the validation of policies. */
  public TrustSettings withPolicies(PolicyInputs inputs) {
    return new TrustSettings(
        anchors,
        revocationLists,
        revocation,
        clockSkew,
        limits,
        leaf,
        inputs,
        engines,
        rememberedLeaves);
  }
}
