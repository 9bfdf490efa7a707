package dev.skep.client.internal;

import dev.skep.api.Suite;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.protocol.message.Offer;
import java.util.List;
import java.util.Optional;

/**
 * What the middleware picks from an offer: of each list the first in the server's order that the SE
 * has. A hostile middleware could pick worse; the whole offer is in the attestation, and the
 * server's policy bounds what it offers at all.
 */
sealed interface SuiteChoice {
  /**
   * There is a suite.
   *
   * @param suite the four choices
   * @param key the server's key for the transport
   */
  record Chosen(Suite suite, Offer.TransportKey key) implements SuiteChoice {}

  /**
   * There is none.
   *
   * @param message which list fails and what to do, for a person
   */
  record NothingInCommon(String message) implements SuiteChoice {}

  /** Chooses. */
  static SuiteChoice of(Offer offer, SecurityElementInfo element) {
    List<String> offered = offer.transports().stream().map(Offer.TransportKey::transport).toList();
    Optional<String> transport = first(offered, element.transports());
    Optional<String> attestation = first(offer.attestations(), element.attestations());
    Optional<String> kdf = first(offer.kdfs(), element.kdfs());
    Optional<String> cipher = first(offer.ciphers(), element.ciphers());
    Optional<Offer.TransportKey> key = transport.flatMap(offer::transport);
    if (key.isEmpty()) {
      return nothing("key transport", offered, element, element.transports());
    }
    if (attestation.isEmpty()) {
      return nothing("attestation scheme", offer.attestations(), element, element.attestations());
    }
    if (kdf.isEmpty()) {
      return nothing("key derivation function", offer.kdfs(), element, element.kdfs());
    }
    if (cipher.isEmpty()) {
      return nothing("record cipher", offer.ciphers(), element, element.ciphers());
    }
    return new Chosen(
        new Suite(key.get().transport(), attestation.get(), kdf.get(), cipher.get()), key.get());
  }

  /** Whether an SE says that it has all four. */
  static boolean has(SecurityElementInfo element, Suite suite) {
    return element.transports().contains(suite.transport())
        && element.attestations().contains(suite.attestation())
        && element.kdfs().contains(suite.kdf())
        && element.ciphers().contains(suite.cipher());
  }

  private static Optional<String> first(List<String> offered, List<String> has) {
    return offered.stream().filter(has::contains).findFirst();
  }

  private static NothingInCommon nothing(
      String what, List<String> offered, SecurityElementInfo element, List<String> has) {
    return new NothingInCommon(
        ("no %s in common: the server offers %s, the SE %s has %s; let the server's policy allow"
                + " one that the SE has, or use another SE")
            .formatted(what, names(offered), Printable.of(element.id()), names(has)));
  }

  private static String names(List<String> names) {
    return names.isEmpty() ? "none" : Printable.of(String.join(", ", names));
  }
}
