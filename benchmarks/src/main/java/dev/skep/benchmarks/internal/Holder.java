package dev.skep.benchmarks.internal;

import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyRequest;
import dev.skep.api.client.Consent;
import dev.skep.api.client.SessionClient;
import dev.skep.api.issuer.Voucher;
import dev.skep.se.kernel.HostedSecurityElement;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A holder with a new security element and an enrolment code.
 *
 * @param element personalised, without objects
 * @param voucher of an open enrolment
 */
record Holder(HostedSecurityElement element, Voucher voucher) implements AutoCloseable {
  /**
   * Enrols.
   *
   * @throws IllegalStateException if it fails: nothing else is to be measured
   */
  void enrol(SessionClient client, URI server) throws InterruptedException {
    CeremonyOutcome outcome =
        client.run(
            new CeremonyRequest(
                server, element, Optional.of(voucher.code()), List.of(), Consent.ALWAYS),
            CeremonyListener.NONE);
    if (!(outcome instanceof CeremonyOutcome.Completed)) {
      throw new IllegalStateException("a holder could not enrol: " + outcome);
    }
  }

  @Override
  public void close() {
    element.close();
    voucher.close();
  }
}
