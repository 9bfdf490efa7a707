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
   * Runs a ceremony to its end. Where one of this SE with this server was broken off after the SE
   * had committed, that one is brought to its end first, and is then the outcome.
   *
   * @param listener told each step as it happens, on the caller's thread
   * @return how it ended; never throws for what the server sends
   * @throws InterruptedException if the thread was interrupted; the SE's session is aborted
   */
  CeremonyOutcome run(CeremonyRequest request, CeremonyListener listener)
      throws InterruptedException;

  /**
   * Runs a ceremony without a code.
   *
   * @param server the server's base address, for example {@code http://localhost:8080}
   * @param element a personalised SE
   * @param listener told each step as it happens, on the caller's thread
   * @return as {@link #run(CeremonyRequest, CeremonyListener)}
   * @throws InterruptedException as {@link #run(CeremonyRequest, CeremonyListener)}
   */
  CeremonyOutcome run(URI server, SecurityElement element, CeremonyListener listener)
      throws InterruptedException;
}
