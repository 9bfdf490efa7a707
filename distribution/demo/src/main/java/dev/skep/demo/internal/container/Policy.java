package dev.skep.demo.internal.container;

import java.util.List;
import java.util.Map;

/**
 * What the server's policy allows, each list in its order of preference.
 *
 * @param transports names
 * @param attestations names
 * @param kdfs names
 * @param ciphers names
 */
public record Policy(
    List<String> transports, List<String> attestations, List<String> kdfs, List<String> ciphers) {
  /** The configuration that holds it. */
  public static final String PID = "dev.skep.server.core";

  /** Copies the lists. */
  public Policy {
    transports = List.copyOf(transports);
    attestations = List.copyOf(attestations);
    kdfs = List.copyOf(kdfs);
    ciphers = List.copyOf(ciphers);
  }

  /** A policy with the usual key derivation and cipher. */
  public static Policy of(List<String> transports, List<String> attestations) {
    return new Policy(transports, attestations, List.of("HKDF-SHA256"), List.of("A256GCM"));
  }

  /** The settings of {@link #PID}. */
  public Map<String, Object> settings() {
    return Map.of(
        "transports", transports.toArray(String[]::new),
        "attestations", attestations.toArray(String[]::new),
        "kdfs", kdfs.toArray(String[]::new),
        "ciphers", ciphers.toArray(String[]::new));
  }
}
