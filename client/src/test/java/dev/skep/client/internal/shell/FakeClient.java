package dev.skep.client.internal.shell;

import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyRequest;
import dev.skep.api.client.SessionClient;
import dev.skep.api.se.SecurityElement;
import java.net.URI;
import java.util.function.Function;

/** A client that does what a test says. */
final class FakeClient implements SessionClient {
  private final Run run;

  interface Run {
    CeremonyOutcome with(CeremonyRequest request, CeremonyListener listener)
        throws InterruptedException;
  }

  FakeClient(Run run) {
    this.run = run;
  }

  FakeClient(Function<CeremonyRequest, CeremonyOutcome> run) {
    this((request, listener) -> run.apply(request));
  }

  @Override
  public CeremonyOutcome run(CeremonyRequest request, CeremonyListener listener)
      throws InterruptedException {
    return run.with(request, listener);
  }

  @Override
  public CeremonyOutcome run(URI server, SecurityElement element, CeremonyListener listener)
      throws InterruptedException {
    return run(CeremonyRequest.of(server, element), listener);
  }
}
