package dev.skep.demo.internal.chapter;

import dev.skep.demo.internal.container.Await;
import dev.skep.demo.internal.container.Policy;
import dev.skep.demo.internal.wire.ReceivedOffer;
import dev.skep.demo.internal.wire.Reply;
import dev.skep.protocol.message.Offer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Changes the server's policy and waits until its offers follow. */
final class PolicyChange {
  private final Stage stage;

  PolicyChange(Stage stage) {
    this.stage = stage;
  }

  /**
   * Lets the server allow exactly this.
   *
   * @param policy of algorithms that are installed
   */
  void apply(Policy policy) throws Exception {
    long start = System.nanoTime();
    stage.configurations().change(Policy.PID, policy.settings());
    Offer offer = Await.until("an offer of " + policy, () -> matching(policy));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    stage
        .narrator()
        .say(
            "The operator sets the policy (configuration %s); without a restart, the first offer that follows it came %d ms later:"
                .formatted(Policy.PID, took.toMillis()));
    stage.narrator().fact("transports", String.join(", ", transports(offer)));
    stage.narrator().fact("attestations", String.join(", ", offer.attestations()));
    stage
        .narrator()
        .fact(
            "kdfs, ciphers",
            String.join(", ", offer.kdfs()) + "; " + String.join(", ", offer.ciphers()));
  }

  private Optional<Offer> matching(Policy policy) throws Exception {
    Reply reply = stage.server().offer();
    if (!reply.accepted()) {
      return Optional.empty();
    }
    Offer offer = ReceivedOffer.of(reply.body()).offer();
    Policy offered =
        new Policy(transports(offer), offer.attestations(), offer.kdfs(), offer.ciphers());
    return offered.equals(policy) ? Optional.of(offer) : Optional.empty();
  }

  private static List<String> transports(Offer offer) {
    return offer.transports().stream().map(Offer.TransportKey::transport).toList();
  }
}
