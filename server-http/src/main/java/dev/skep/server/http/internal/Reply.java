package dev.skep.server.http.internal;

import dev.skep.api.Bytes;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * One HTTP answer.
 *
 * @param status of HTTP
 * @param contentType of the body
 * @param body whole
 * @param headers besides those that every answer has, or instead of them
 * @param heldBack whether it waits for its class of time (see {@link Limits#holdBackNanos})
 */
record Reply(
    int status, String contentType, Bytes body, Map<String, String> headers, boolean heldBack) {
  /** The media type of every message. */
  static final String CBOR = "application/cbor";

  /** Copies the map. */
  Reply {
    headers = Map.copyOf(headers);
  }

  /**
   * The same answer, after which the connection ends, because the rest of a body is not wanted.
   * Only for HTTP/1: later versions give up one stream of a connection by themselves.
   */
  Reply closing(String protocol) {
    if (!protocol.startsWith("HTTP/1")) {
      return this;
    }
    Map<String, String> more = new HashMap<>(headers);
    more.put("Connection", "close");
    return new Reply(status, contentType, body, more, heldBack);
  }

  /** Whether it refuses a message because of what its sender did. */
  boolean blamesPeer() {
    return switch (status) {
      case 400, 403, 408, 413, 415 -> true;
      default -> false;
    };
  }

  /** The answer to an accepted message. */
  static Reply accepted(Bytes message) {
    return new Reply(200, CBOR, message, Map.of(), false);
  }

  /**
   * Writes the whole answer; may wait for the peer to take it.
   *
   * @throws IOException if the peer is gone
   */
  void write(HttpServletResponse response) throws IOException {
    writeHead(response);
    response.getOutputStream().write(body.toArray());
  }

  /** Writes all but the body. */
  void writeHead(HttpServletResponse response) {
    response.setStatus(status);
    response.setContentType(contentType);
    if (status != HttpServletResponse.SC_NOT_MODIFIED) {
      response.setContentLength(body.length());
    }
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    headers.forEach(response::setHeader);
  }
}
