package dev.skep.client.internal.shell;

import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.client.CeremonyRequest;
import dev.skep.api.client.CeremonyStep;
import dev.skep.api.client.SessionClient;
import dev.skep.client.internal.Printable;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** One ceremony as a person sees it, step by step. */
final class CeremonyReport {
  private CeremonyReport() {}

  /**
   * Runs a ceremony.
   *
   * @throws CommandFailedException if it does not come to its regular end
   */
  static Completed run(SessionClient client, CeremonyRequest request, PrintStream out)
      throws CommandFailedException {
    try {
      CeremonyOutcome outcome = client.run(request, step -> print(step, out));
      if (outcome instanceof Completed completed) {
        return completed;
      }
      Failed failed = (Failed) outcome;
      throw new CommandFailedException(
          "no session ("
              + Printable.of(failed.code())
              + "): "
              + Printable.of(failed.message())
              + (failed.retryable() ? System.lineSeparator() + "trying again can help" : ""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted; the SE's session was dropped");
    }
  }

  static URI address(String server) throws CommandFailedException {
    try {
      return new URI(server);
    } catch (URISyntaxException e) {
      throw new CommandFailedException(
          Printable.of(server) + " is no address; give one such as http://localhost:8080");
    }
  }

  private static void print(CeremonyStep step, PrintStream out) {
    out.println(
        String.format(
            Locale.ROOT,
            "  %-9s  sent %6d B  received %6d B  %8.1f ms  %s",
            Printable.of(step.name()),
            step.sentBytes(),
            step.receivedBytes(),
            step.took().toNanos() / 1e6,
            Printable.of(step.detail())));
  }

  static void print(Completed completed, PrintStream out) {
    out.println(
        "session %s is established and complete: %s, %s, %s, %s; %d offer%s"
            .formatted(
                completed.sessionId().toHex(),
                completed.suite().transport(),
                completed.suite().attestation(),
                completed.suite().kdf(),
                completed.suite().cipher(),
                completed.attempts(),
                completed.attempts() == 1 ? "" : "s"));
  }
}
