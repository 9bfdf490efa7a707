package dev.skep.server.http.internal;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.IssuerServer;
import dev.skep.api.issuer.IssuerServer.Answer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The three resources that take messages, and which call of the issuer's server each one is. */
sealed interface Route {
  /** Where all resources stand, {@link Publication}s too; any other path below it is unknown. */
  String BASE = "/skep/v1";

  /** The path of a session's records: exactly 16 bytes in hexadecimal. */
  Pattern RECORDS = Pattern.compile(BASE + "/sessions/([0-9a-fA-F]{32})/records");

  /** Hands the message to the server; see {@link IssuerServer} for the parameters. */
  Answer call(IssuerServer server, Bytes body, String peer);

  /** Asks for an offer. */
  record Offers() implements Route {
    @Override
    public Answer call(IssuerServer server, Bytes body, String peer) {
      return server.offer(body, peer);
    }
  }

  /** Answers an offer. */
  record Sessions() implements Route {
    @Override
    public Answer call(IssuerServer server, Bytes body, String peer) {
      return server.establish(body, peer);
    }
  }

  /**
   * Sends records in a session.
   *
   * @param sessionId 16 bytes
   */
  record Records(Bytes sessionId) implements Route {
    @Override
    public Answer call(IssuerServer server, Bytes body, String peer) {
      return server.records(sessionId, body, peer);
    }
  }

  /**
   * Finds the resource of a path.
   *
   * <p>The path is compared as it came, not decoded: each resource has one spelling only, so that a
   * proxy's rules and this one never disagree about an escaped, doubled or dotted path.
   *
   * @param rawPath of the request, without the context path and the query
   * @return empty if there is no such resource
   */
  static Optional<Route> of(String rawPath) {
    if (rawPath.equals(BASE + "/offers")) {
      return Optional.of(new Offers());
    }
    if (rawPath.equals(BASE + "/sessions")) {
      return Optional.of(new Sessions());
    }
    Matcher records = RECORDS.matcher(rawPath);
    return records.matches()
        ? Optional.of(new Records(Bytes.hex(records.group(1))))
        : Optional.empty();
  }
}
