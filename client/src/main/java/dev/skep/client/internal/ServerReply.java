package dev.skep.client.internal;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.RefusalCode;
import java.time.Duration;
import java.util.Optional;

/** What came of one request to a server. */
sealed interface ServerReply {
  /**
   * A CBOR message.
   *
   * @param body up to 64 KiB, not parsed yet
   */
  record Message(Bytes body) implements ServerReply {}

  /**
   * The server refused.
   *
   * @param code its coarse code
   * @param retryAfter how long it asks to wait, if it does
   */
  record Refused(RefusalCode code, Optional<Duration> retryAfter) implements ServerReply {}

  /**
   * No answer came.
   *
   * @param message for a person
   */
  record Unreachable(String message) implements ServerReply {}

  /**
   * Something came that is no answer of this protocol.
   *
   * @param message for a person
   * @param retryable whether it can be another way later
   */
  record Broken(String message, boolean retryable) implements ServerReply {}
}
