package dev.skep.server.http.internal;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.SilentCloseable;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.skep.api.Bytes;
import dev.skep.testkit.fuzz.Seeds;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a peer writes to the binding in a real Jetty: an answer with a status of this protocol or of
 * HTTP, never that the server failed. The first byte says whether the rest is a body in a good
 * request, a path in one, or all that is written.
 */
class RequestFuzzTest {
  private static final ScriptedIssuer ISSUER = ScriptedIssuer.echo();
  private static final RunningBinding BINDING = start();
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3}) (?s:.*)");

  private static final String AFTER_PATH =
      " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/cbor\r\n\r\n";

  /** Jetty itself answers what is no HTTP with one of the last line. */
  private static final Set<Integer> EXPECTED =
      Set.of(
          200, 403, 404, 405, 408, 409, 410, 413, 415, 503, //
          400, 414, 417, 426, 431, 501, 505);

  private static RunningBinding start() {
    try {
      return new RunningBinding(ISSUER);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<Arguments> seeds() {
    String head = "Content-Type: application/cbor";
    return Stream.of(
        Seeds.of(0, Bytes.hex("a0")),
        Seeds.of(1, Bytes.utf8("/skep/v1/offers")),
        Seeds.of(1, Bytes.utf8("/skep/v1/sessions")),
        Seeds.of(1, Bytes.utf8(RunningBinding.RECORDS)),
        Seeds.of(1, Bytes.utf8("/skep/v1/crl")),
        Seeds.of(
            2,
            Bytes.utf8(
                RawPeer.head("POST", "/skep/v1/offers", head, "Content-Length: 1") + "\u0000")),
        Seeds.of(
            2,
            Bytes.utf8(
                RawPeer.head("POST", "/skep/v1/sessions", head, "Transfer-Encoding: chunked")
                    + "2\r\nab\r\n0\r\n\r\n")),
        Seeds.of(2, Bytes.utf8(RawPeer.head("GET", "/skep/v1/ca", "Expect: 100-continue"))));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seedsKeepTheRules(byte[] input) throws Exception {
    check(input);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void anyRequestGetsAStatusThatItsSenderCaused(byte[] input) throws Exception {
    // Jazzer reports connections as findings; this one is the peer's own.
    try (SilentCloseable peer = BugDetectors.allowNetworkConnections()) {
      check(input);
    }
  }

  private static void check(byte[] input) throws Exception {
    Bytes rest = Seeds.rest(input);
    ISSUER.calls.clear();
    int status =
        switch (Seeds.selector(input, 3)) {
          case 0 -> ask(head("/skep/v1/offers", rest.length()), rest);
          case 1 -> ask(Bytes.concat(Bytes.utf8("POST "), rest), Bytes.utf8(AFTER_PATH));
          default -> ask(rest, Bytes.EMPTY);
        };
    if (status != 0 && !EXPECTED.contains(status)) {
      throw new AssertionError("answered with " + status);
    }
  }

  private static Bytes head(String path, int length) {
    return Bytes.utf8(
        RawPeer.head("POST", path, "Content-Type: application/cbor", "Content-Length: " + length));
  }

  /** The status, or 0 if there was no answer. */
  private static int ask(Bytes first, Bytes second) throws Exception {
    try (RawPeer peer = BINDING.connect()) {
      peer.write(Bytes.concat(first, second).toArray()).endOutput();
      String answer = peer.readToEnd();
      if (answer.isEmpty()) {
        return 0;
      }
      Matcher status = STATUS.matcher(answer);
      if (!status.matches()) {
        throw new AssertionError("no HTTP: " + answer);
      }
      return Integer.parseInt(status.group(1));
    }
  }
}
