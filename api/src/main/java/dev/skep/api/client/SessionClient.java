package dev.skep.api.client;

import dev.skep.api.se.SecurityElement;
import java.net.URI;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs one ceremony between an SE and a server over HTTP: offer, establish, response, records. Asks
 * for a new offer by itself where the server says that one was withdrawn or expired. Thread-safe.
 */
@ProviderType
public interface SessionClient {
  /**
   * Runs a ceremony to its end.
   *
   * @param server the server's base address, for example {@code http://localhost:8080}
   * @param element a personalised SE
   * @param listener told each step as it happens, on the caller's thread
   * @return how it ended; never throws for what the server sends
   * @throws InterruptedException if the thread was interrupted; the SE's session is aborted
   */
  CeremonyOutcome run(URI server, SecurityElement element, CeremonyListener listener)
      throws InterruptedException;
}
