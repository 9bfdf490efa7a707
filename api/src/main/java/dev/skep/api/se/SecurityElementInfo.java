package dev.skep.api.se;

import java.util.List;

/**
 * What an SE says of itself.
 *
 * @param id unique in this container, {@code scheme:name}
 * @param model for a person to read
 * @param personalized whether it has an attestation key with its certificate chain
 * @param transports names of the key transports that it has
 * @param attestations names of the schemes that it can attest with; one once personalised
 * @param kdfs names of its key derivation functions
 * @param ciphers names of its record ciphers
 */
public record SecurityElementInfo(
    String id,
    String model,
    boolean personalized,
    List<String> transports,
    List<String> attestations,
    List<String> kdfs,
    List<String> ciphers) {
  /** Copies the lists. */
  public SecurityElementInfo {
    transports = List.copyOf(transports);
    attestations = List.copyOf(attestations);
    kdfs = List.copyOf(kdfs);
    ciphers = List.copyOf(ciphers);
  }
}
