package dev.skep.client.internal;

import dev.skep.api.Bytes;
import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyStep;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.RecordsMessage;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Tells a listener each step with its sizes and duration. Not thread-safe. */
final class Progress {
  private final CeremonyListener listener;
  private long startedNanos = System.nanoTime();

  Progress(CeremonyListener listener) {
    this.listener = listener;
  }

  void offered(Offer offer, int attempt, int receivedBytes) {
    String transports =
        offer.transports().stream()
            .map(Offer.TransportKey::transport)
            .collect(Collectors.joining(", "));
    step(
        "offer",
        "%ssession %s of %s, open for %d s; transports %s; request of %d bytes"
            .formatted(
                attempt == 1 ? "" : "offer number " + attempt + ": ",
                offer.sessionId().toHex(),
                Printable.of(offer.issuer()),
                offer.lifetimeSeconds(),
                transports,
                offer.request().length()),
        0,
        receivedBytes);
  }

  void chosen(SuiteChoice.Chosen choice) {
    step(
        "choose",
        "%s with key %s, %s, %s, %s"
            .formatted(
                choice.suite().transport(),
                choice.key().keyId().toHex(),
                choice.suite().attestation(),
                choice.suite().kdf(),
                choice.suite().cipher()),
        0,
        0);
  }

  void established(EstablishRequest request, Established made) {
    int chainBytes = total(made.certificateChain());
    step(
        "establish",
        "EK %d bytes, AK %d bytes, %d certificates of %d bytes, early records: %s"
            .formatted(
                made.encapsulatedKey().length(),
                made.attestation().length(),
                made.certificateChain().size(),
                chainBytes,
                RecordOperations.describe(made.records())),
        request.sessionId().length()
            + request.offerHash().length()
            + request.serverPublicKey().length()
            + request.request().length(),
        made.seNonce().length()
            + made.encapsulatedKey().length()
            + made.attestation().length()
            + chainBytes
            + total(made.records()));
  }

  void exchanged(List<Bytes> toElement, RecordsMessage sent, RecordsMessage answer) {
    step(
        "records",
        "the SE took %s, and answered %s; the server sends %s"
            .formatted(
                RecordOperations.describe(toElement),
                RecordOperations.describe(sent.records()),
                RecordOperations.describe(answer.records())),
        sent.encode().length(),
        answer.encode().length());
  }

  /** A session of an earlier run comes first. */
  void resumed(Bytes sessionId) {
    step(
        "resume",
        "session "
            + sessionId.toHex()
            + " was broken off when the SE was given the commit; the SE is asked again",
        0,
        0);
  }

  void step(String name, String detail, int sentBytes, int receivedBytes) {
    long now = System.nanoTime();
    Duration took = Duration.ofNanos(now - startedNanos);
    listener.step(new CeremonyStep(name, detail, sentBytes, receivedBytes, took));
    startedNanos = System.nanoTime();
  }

  private static int total(Collection<Bytes> parts) {
    return parts.stream().mapToInt(Bytes::length).sum();
  }
}
