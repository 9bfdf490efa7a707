package dev.skep.client.internal;

import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.client.CeremonyRequest;
import dev.skep.api.client.SessionClient;
import dev.skep.client.internal.journal.Journal;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.Assertions;

/** Clients that do not wait, and what tests ask of an outcome. */
final class Ceremonies {
  static final ClientLimits PATIENT =
      new ClientLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 3);
  static final ClientLimits IMPATIENT =
      new ClientLimits(Duration.ofSeconds(5), Duration.ofMillis(300), 3);

  final List<Duration> pauses = new ArrayList<>();
  final ScriptedElement element = new ScriptedElement();
  Journal journal = Journal.NONE;

  SessionClient client(ClientLimits limits) {
    return new HttpSessionClient(
        new AlgorithmCatalogue(),
        ClientMeans.of(limits, journal),
        new HttpSessionClient.Waits(new Backoff(new Random(1)), pauses::add));
  }

  CeremonyOutcome run(ScriptedServer server) throws InterruptedException {
    return client(PATIENT).run(server.address(), element, CeremonyListener.NONE);
  }

  /** With a code, data and a consent. */
  CeremonyOutcome run(CeremonyRequest request) throws InterruptedException {
    return client(PATIENT).run(request, CeremonyListener.NONE);
  }

  Failed fail(ScriptedServer server) throws InterruptedException {
    return fail(run(server));
  }

  static Failed fail(CeremonyOutcome outcome) {
    Assertions.assertThat(outcome).isInstanceOf(Failed.class);
    return (Failed) outcome;
  }
}
