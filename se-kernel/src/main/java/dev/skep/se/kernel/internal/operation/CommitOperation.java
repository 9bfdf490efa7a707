package dev.skep.se.kernel.internal.operation;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.CommitAttributes;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.protocol.provisioning.Operations;
import dev.skep.protocol.provisioning.Receipt;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code commit}: compares the request with the one of the atomic step (spec rule P-1), verifies
 * the issuer's authority (spec rule D-11), and answers {@code committed} with the receipt. {@link
 * Commits} then makes the changes.
 */
final class CommitOperation implements Operation {
  private static final Duration WAIT = Duration.ofSeconds(2);

  private final AlgorithmCatalogue catalogue;

  CommitOperation(AlgorithmCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Effect apply(Order order) throws MalformedMessageException, SecurityElementException {
    CommitAttributes commit = CommitAttributes.decode(order.attributes(), CborLimits.DEFAULT);
    if (order.plaintext().length() > 0) {
      return new Effect.Refused("P-1: a commit has no content");
    }
    if (!commit.requestHash().equals(order.binding().requestHash())) {
      return new Effect.Refused("P-1: the server made another request than the SE was given");
    }
    if (!isAuthorized(order.binding(), commit)) {
      return new Effect.Refused("D-11: the commit is not authorised as the request asks for");
    }
    return new Effect.Answered(
        Operations.COMMITTED, Bytes.EMPTY, Receipt.of(order.changes()), true);
  }

  private boolean isAuthorized(SessionBinding binding, CommitAttributes commit)
      throws SecurityElementException {
    Optional<ManagementKey> key = binding.managementKey();
    Optional<Bytes> signature = commit.authorization();
    Optional<Bytes> request = commit.requestHash();
    if (key.isEmpty() || signature.isEmpty() || request.isEmpty()) {
      return key.isEmpty() && signature.isEmpty();
    }
    Bytes message = CommitAttributes.message(binding.transcriptHash(), request.get());
    try (Lease<AttestationScheme> scheme = lease(key.get().scheme())) {
      return scheme
          .get()
          .verify(scheme.get().decodePublicKey(key.get().publicKey()), message, signature.get());
    } catch (InvalidKeyException e) {
      return false;
    }
  }

  private Lease<AttestationScheme> lease(String scheme) throws SecurityElementException {
    return catalogue
        .lease(AttestationScheme.class, scheme, WAIT)
        .orElseThrow(
            () ->
                new SecurityElementException(
                    Kind.UNREACHABLE,
                    "the scheme "
                        + scheme
                        + " of the management key is not installed now; the session is kept until"
                        + " it is back or expires"));
  }
}
