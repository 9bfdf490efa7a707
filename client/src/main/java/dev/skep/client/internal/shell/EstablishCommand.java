package dev.skep.client.internal.shell;

import dev.skep.api.client.CeremonyRequest;
import dev.skep.api.client.SessionClient;
import dev.skep.client.internal.Printable;
import java.io.PrintStream;
import java.net.URI;

/** {@code skep:establish}: one ceremony, step by step. */
final class EstablishCommand {
  private EstablishCommand() {}

  static void run(
      SessionClient client, String server, PresentElements.Present element, PrintStream out)
      throws CommandFailedException {
    URI address = CeremonyReport.address(server);
    out.println("SE " + Printable.of(element.id()) + " with " + Printable.of(server));
    CeremonyRequest request = CeremonyRequest.of(address, element.element());
    CeremonyReport.print(CeremonyReport.run(client, request, out), out);
  }
}
