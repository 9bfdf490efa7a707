package dev.skep.server.http.internal;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.RefusalCode;
import java.util.Map;

/** Every refusal that this binding gives, and all that a peer learns of it (RFC 9457). */
enum Problem {
  REJECTED(RefusalCode.REJECTED.text(), 403, "Rejected"),
  MALFORMED(RefusalCode.MALFORMED.text(), 400, "Not a message"),
  TOO_LARGE(RefusalCode.TOO_LARGE.text(), 413, "Message too large"),
  OFFER_EXPIRED(RefusalCode.OFFER_EXPIRED.text(), 410, "Offer expired; ask for a new one"),
  OFFER_WITHDRAWN(RefusalCode.OFFER_WITHDRAWN.text(), 409, "Offer withdrawn; ask for a new one"),
  UNAVAILABLE(RefusalCode.UNAVAILABLE.text(), 503, "Not available now; try again"),
  TOO_MANY(RefusalCode.UNAVAILABLE.text(), 429, "Too many requests from there; try again"),
  NOT_FOUND("not-found", 404, "No such resource"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "Only POST is allowed"),
  READ_ONLY("method-not-allowed", 405, "Only GET and HEAD are allowed"),
  TIMEOUT("timeout", 408, "The message came too slowly"),
  UNSUPPORTED_TYPE("unsupported-type", 415, "Only application/cbor is taken"),
  INTERNAL("internal", 500, "Internal error");

  private final String code;
  private final int status;
  private final String title;

  Problem(String code, int status, String title) {
    this.code = code;
    this.status = status;
    this.title = title;
  }

  /** The problem that stands for a refusal of the issuer's server. */
  static Problem of(RefusalCode code) {
    return switch (code) {
      case REJECTED -> REJECTED;
      case MALFORMED -> MALFORMED;
      case TOO_LARGE -> TOO_LARGE;
      case OFFER_EXPIRED -> OFFER_EXPIRED;
      case OFFER_WITHDRAWN -> OFFER_WITHDRAWN;
      case UNAVAILABLE -> UNAVAILABLE;
    };
  }

  /** The answer; the same bytes and headers each time, whatever the cause was. */
  Reply reply() {
    // All texts are constants of this class without a character that JSON would escape.
    String json =
        "{\"type\":\"urn:skep:problem:%s\",\"title\":\"%s\",\"status\":%d,\"code\":\"%s\"}"
            .formatted(code, title, status, code);
    return new Reply(
        status, "application/problem+json", Bytes.utf8(json), headers(), this == REJECTED);
  }

  private Map<String, String> headers() {
    return switch (this) {
      case UNAVAILABLE, TOO_MANY -> Map.of("Retry-After", "1");
      case METHOD_NOT_ALLOWED -> Map.of("Allow", "POST");
      case READ_ONLY -> Map.of("Allow", "GET, HEAD");
      default -> Map.of();
    };
  }
}
