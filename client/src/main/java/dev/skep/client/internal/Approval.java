package dev.skep.client.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.client.Consent;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.provisioning.CodeBinding;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has to hold before an SE may answer an offer: it was made for this holder's code (spec rule
 * N-2), and the holder agrees to whom it is for (O-8). For one run; not thread-safe.
 */
final class Approval {
  private final Optional<SecretBytes> code;
  private final Consent consent;
  private Consent.@Nullable Proposal agreed;

  /**
   * Begins a run.
   *
   * @param code normalised; read, not kept open
   */
  Approval(Optional<SecretBytes> code, Consent consent) {
    this.code = code;
    this.consent = consent;
  }

  /**
   * Checks an offer.
   *
   * @throws AttemptStoppedException if the SE must not answer it
   * @throws MalformedMessageException if its request is none
   */
  void check(Offer offer) throws AttemptStoppedException, MalformedMessageException {
    ProvisioningRequest request = ProvisioningRequest.decode(offer.request(), CborLimits.DEFAULT);
    Optional<Bytes> expected = code.map(secret -> CodeBinding.of(offer.sessionId(), secret));
    if (!request.codeBinding().equals(expected)) {
      throw new AttemptStoppedException(
          AttemptEnd.failed("relayed-offer", relayed(expected.isPresent()), false));
    }
    Consent.Proposal proposal =
        new Consent.Proposal(
            offer.issuer(),
            request.account(),
            request.keys().stream().map(Approval::label).toList());
    // An offer that follows a withdrawn one asks for nothing that was not agreed to already.
    if (!proposal.equals(agreed)) {
      if (!consent.given(proposal)) {
        throw new AttemptStoppedException(
            AttemptEnd.failed(
                "declined", "the holder did not agree; the SE was asked for nothing", false));
      }
      agreed = proposal;
    }
  }

  private static String label(KeyTerms key) {
    return key.label().isEmpty() ? key.id() : key.label();
  }

  private static String relayed(boolean withCode) {
    return withCode
        ? "this offer was not made for the code that was given: somebody may have relayed another"
            + " one, to have this SE enrolled for an account that is not its holder's. The SE was"
            + " asked for nothing; check the server's address, and ask the issuer"
        : "this offer was made for an enrolment code, but none was given: it is somebody else's,"
            + " and relayed. The SE was asked for nothing; give your own code, or check the"
            + " server's address";
  }
}
