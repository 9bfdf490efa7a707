package dev.skep.api.client;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.SecurityElement;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a ceremony is to do.
 *
 * @param server the server's base address, for example {@code http://localhost:8080}
 * @param element a personalised SE
 * @param code the holder's enrolment code, ASCII; stays the caller's
 * @param data what is to go to the server under the session's external key
 * @param consent asked before the SE does anything
 */
public record CeremonyRequest(
    URI server,
    SecurityElement element,
    Optional<SecretBytes> code,
    List<OutsideData> data,
    Consent consent) {
  /** Copies the list. */
  public CeremonyRequest {
    data = List.copyOf(data);
  }

  /** A ceremony without a code or data, to which the holder agrees. */
  public static CeremonyRequest of(URI server, SecurityElement element) {
    return new CeremonyRequest(server, element, Optional.empty(), List.of(), Consent.ALWAYS);
  }

  /**
   * Data made outside the SE.
   *
   * @param label up to 128 bytes of UTF-8, for the server's log
   * @param content up to 16,384 bytes
   */
  public record OutsideData(String label, Bytes content) {}
}
