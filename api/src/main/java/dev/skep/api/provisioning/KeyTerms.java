package dev.skep.api.provisioning;

import dev.skep.api.AlgorithmNames;
import java.util.Optional;
import java.util.Set;

/**
 * A key that an SE is asked to make; it never leaves the SE.
 *
 * @param id as {@link ObjectIds}
 * @param algorithm the signature scheme's registered name, for example {@code ES256}
 * @param sizeBits one of the scheme's sizes; 0 for the scheme's default
 * @param usages at least one
 * @param pinId the PIN that its use takes, if it takes one
 * @param label as {@link Labels}
 * @param signedAttestation whether the SE also signs, with SE_PrivK, that it made the key
 */
public record KeyTerms(
    String id,
    String algorithm,
    int sizeBits,
    Set<KeyUsage> usages,
    Optional<String> pinId,
    String label,
    boolean signedAttestation) {
  /** Checks the parts. */
  public KeyTerms {
    ObjectIds.check(id);
    AlgorithmNames.check(algorithm);
    usages = Set.copyOf(usages);
    pinId.ifPresent(ObjectIds::check);
    Labels.check(label);
    if (usages.isEmpty() || sizeBits < 0 || sizeBits > 0xffff) {
      throw new IllegalArgumentException("a key has a usage and a size of 0 to 65535 bits");
    }
  }
}
