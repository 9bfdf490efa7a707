package dev.skep.itest.cluster;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.client.CeremonyRequest;
import dev.skep.api.client.Consent;
import dev.skep.api.client.SessionClient;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.itest.session.DeviceCa;
import dev.skep.se.software.internal.SoftwareSecurityElementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A holder with a software SE of its own, who tries again until the enrolment is acknowledged. */
final class Holder implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(120);
  private static final long PAUSE_MILLIS = 50;

  private final SessionClient client;
  private final PersonalizableSecurityElement element;
  private final URI server;
  private final List<String> failures = new ArrayList<>();
  private int tries;

  /** Makes the SE and has the maker certify it. */
  Holder(String name, Path folder, DeviceCa maker, SessionClient client, URI server)
      throws Exception {
    this.client = client;
    this.server = server;
    element =
        new SoftwareSecurityElementFactory()
            .open(
                Map.of(
                    "name",
                    name,
                    "storage.file",
                    folder.resolve(name + ".sealed").toString(),
                    "key.file",
                    folder.resolve(name + ".key").toString(),
                    "key.create",
                    "true"));
    Bytes publicKey = element.createAttestationKey("ES256");
    element.installCertificateChain(List.of(maker.certify("CN=" + name, publicKey)));
  }

  /**
   * Enrols.
   *
   * @param code as the voucher has it
   * @return the session that was acknowledged
   * @throws AssertionError if it is not within the deadline
   */
  Bytes enrol(String code) throws InterruptedException {
    long endNanos = System.nanoTime() + DEADLINE.toNanos();
    while (System.nanoTime() < endNanos) {
      tries++;
      CeremonyOutcome outcome = attempt(code);
      if (outcome instanceof Completed completed) {
        return completed.sessionId();
      }
      failures.add(((Failed) outcome).code() + ": " + ((Failed) outcome).message());
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new AssertionError("not enrolled within " + DEADLINE + ": " + failures);
  }

  private CeremonyOutcome attempt(String code) throws InterruptedException {
    try (SecretBytes secret = SecretBytes.adopt(code.getBytes(StandardCharsets.US_ASCII))) {
      return attempt(secret);
    }
  }

  /** Tries once with a code, which stays the caller's. */
  CeremonyOutcome attempt(SecretBytes code) throws InterruptedException {
    return client.run(
        new CeremonyRequest(server, element, Optional.of(code), List.of(), Consent.ALWAYS),
        CeremonyListener.NONE);
  }

  /** How often a ceremony was begun. */
  int tries() {
    return tries;
  }

  /** Why ceremonies failed, in order. */
  List<String> failures() {
    return failures;
  }

  PersonalizableSecurityElement element() {
    return element;
  }

  @Override
  public void close() throws Exception {
    if (element instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}
