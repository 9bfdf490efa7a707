package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides whether a certificate chain belongs to a genuine SE: trust in device makers (spec section
 * 8). Thread-safe. Never follows a URL of a certificate.
 */
@ConsumerType
public interface DeviceTrust {
  /**
   * Judges a chain. Never throws for what a peer can send.
   *
   * @param chain X.509 in DER as received, leaf first; anchors in it are ignored
   * @param at the time to judge for
   */
  TrustDecision evaluate(List<Bytes> chain, Instant at);
}
