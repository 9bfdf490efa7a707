package dev.skep.server.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyLimitsTest {
  private static final int MAX_BYTES = 5000;
  private static final int READ_TIMEOUT_MILLIS = 400;
  private static final ScriptedIssuer ISSUER = ScriptedIssuer.echo();
  private static RunningBinding running;

  @BeforeAll
  static void start() throws Exception {
    running =
        new RunningBinding(
            new Limits(MAX_BYTES, READ_TIMEOUT_MILLIS, 4, 64, 50, AddressLimits.NONE), ISSUER);
  }

  @AfterAll
  static void stop() throws Exception {
    running.close();
  }

  @BeforeEach
  void forgetCalls() {
    ISSUER.calls.clear();
  }

  @Test
  void takesABodyOfExactlyTheLimit() throws Exception {
    byte[] body = pattern(MAX_BYTES);
    HttpResponse<byte[]> response = running.post("/skep/v1/offers", body);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(body);
  }

  @Test
  void takesAChunkedBodyOfExactlyTheLimit() throws Exception {
    byte[] body = pattern(MAX_BYTES);
    HttpResponse<byte[]> response = postChunked(body, "application/cbor");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5001", "2147483648", "9223372036854775807"})
  @DisplayName("attack 70: a body announced too long is refused before it is sent")
  void refusesTooLongABodyByItsAnnouncement(String length) throws Exception {
    try (RawPeer peer = running.connect()) {
      peer.write(
          RawPeer.head(
              "POST",
              "/skep/v1/offers",
              "Content-Type: application/cbor",
              "Content-Length: " + length));
      assertThat(peer.readToEnd())
          .startsWith("HTTP/1.1 413 ")
          .endsWith("\"status\":413,\"code\":\"too-large\"}");
    }
    assertThat(ISSUER.calls).isEmpty();
  }

  @Test
  @DisplayName("attack 70: a chunked body is cut off at the limit, though it never ends")
  void refusesTooLongAChunkedBodyWhileReading() throws Exception {
    try (RawPeer peer = running.connect()) {
      peer.write(chunkedHead("application/cbor"));
      peer.write(Integer.toHexString(MAX_BYTES + 1) + "\r\n").write(pattern(MAX_BYTES + 1));
      assertThat(peer.readToEnd())
          .startsWith("HTTP/1.1 413 ")
          .contains("\"status\":413,\"code\":\"too-large\"}");
    }
    assertThat(ISSUER.calls).isEmpty();
  }

  @Test
  void neverBuffersMoreThanTheLimit() throws Exception {
    BodyBuffer buffer = new BodyBuffer(MAX_BYTES);
    ByteArrayInputStream endless = new ByteArrayInputStream(new byte[3 * MAX_BYTES]);
    int reads = 0;
    while (reads < 3 * MAX_BYTES && buffer.readOnce(endless)) {
      reads++;
    }
    assertThat(reads).isPositive();
    assertThat(buffer.toBytes().length()).isEqualTo(MAX_BYTES);
    assertThat(endless.available()).isEqualTo(3 * MAX_BYTES - MAX_BYTES - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: application/json",
        "Content-Type: application/cbor-seq",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type:",
        "X-None: 1",
        "Content-Type: application/cbor\r\nContent-Encoding: gzip",
      })
  void refusesANonEmptyBodyOfAnotherType(String header) throws Exception {
    try (RawPeer peer = running.connect()) {
      peer.write(
          RawPeer.head("POST", "/skep/v1/offers", header, "Content-Length: 1", "Connection: close")
              + "x");
      assertThat(peer.readToEnd())
          .startsWith("HTTP/1.1 415 ")
          .endsWith("\"status\":415,\"code\":\"unsupported-type\"}");
    }
    assertThat(ISSUER.calls).isEmpty();
  }

  @Test
  void refusesAChunkedBodyOfAnotherTypeAtItsFirstByte() throws Exception {
    try (RawPeer peer = running.connect()) {
      peer.write(chunkedHead("text/plain")).write("1\r\nx\r\n");
      assertThat(peer.readToEnd()).startsWith("HTTP/1.1 415 ");
    }
    assertThat(ISSUER.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/cbor", "Application/CBOR", "application/cbor; a=b"})
  void takesTheTypeInAnySpelling(String type) throws Exception {
    assertThat(postChunked(new byte[] {1}, type).statusCode()).isEqualTo(200);
  }

  @Test
  void takesAnEmptyChunkedBodyOfAnyType() throws Exception {
    assertThat(postChunked(new byte[0], "text/plain").statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("attack 70: a peer that sends a byte now and then is cut off at the deadline")
  void cutsOffAPeerThatDrips() throws Exception {
    long before = System.nanoTime();
    try (RawPeer peer = running.connect()) {
      peer.write(lengthHead(MAX_BYTES));
      assertTimedOut(peer.dripUntilAnswered(20), before);
    }
  }

  @Test
  @DisplayName("attack 70: a peer that drips chunks is cut off at the deadline")
  void cutsOffAPeerThatSendsNothingInAChunk() throws Exception {
    long before = System.nanoTime();
    try (RawPeer peer = running.connect()) {
      peer.write(chunkedHead("application/cbor")).write("fff\r\n");
      assertTimedOut(peer.dripUntilAnswered(20), before);
    }
  }

  @Test
  @DisplayName("attack 70: half-open peers hold no thread, honest ones are served meanwhile")
  void servesOthersWhileMorePeersThanThreadsAreSilent() throws Exception {
    List<RawPeer> silent = new ArrayList<>();
    try {
      long before = System.nanoTime();
      for (int i = 0; i < 4 * RunningBinding.THREADS; i++) {
        silent.add(running.connect().write(lengthHead(100)).write("x"));
      }
      assertThat(running.post("/skep/v1/offers", new byte[] {1}).statusCode()).isEqualTo(200);
      ISSUER.calls.clear();
      for (RawPeer peer : silent) {
        assertTimedOut(peer.readToEnd(), before);
      }
    } finally {
      for (RawPeer peer : silent) {
        peer.close();
      }
    }
    assertThat(running.post("/skep/v1/offers", new byte[] {1}).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesATruncatedBody() throws Exception {
    try (RawPeer peer = running.connect()) {
      peer.write(lengthHead(100)).write("only this").endOutput();
      assertThat(peer.readToEnd()).startsWith("HTTP/1.1 400 ").doesNotContain("\tat ");
    }
    assertThat(ISSUER.calls).isEmpty();
  }

  @Test
  void refusesATruncatedChunkedBody() throws Exception {
    try (RawPeer peer = running.connect()) {
      peer.write(chunkedHead("application/cbor")).write("3\r\nabc\r\n").endOutput();
      assertThat(peer.readToEnd()).startsWith("HTTP/1.1 400 ").doesNotContain("\tat ");
    }
    assertThat(ISSUER.calls).isEmpty();
  }

  @Test
  void refusesABodyWithABrokenChunk() throws Exception {
    try (RawPeer peer = running.connect()) {
      peer.write(chunkedHead("application/cbor")).write("zz\r\nabc\r\n0\r\n\r\n");
      assertThat(peer.readToEnd()).startsWith("HTTP/1.1 400 ").doesNotContain("\tat ");
    }
    assertThat(ISSUER.calls).isEmpty();
  }

  @Test
  void refusesTwoContradictingLengths() throws Exception {
    try (RawPeer peer = running.connect()) {
      peer.write(
          RawPeer.head(
                  "POST",
                  "/skep/v1/offers",
                  "Content-Type: application/cbor",
                  "Content-Length: 1",
                  "Content-Length: 2",
                  "Connection: close")
              + "xy");
      assertThat(peer.readToEnd()).startsWith("HTTP/1.1 400 ");
    }
    assertThat(ISSUER.calls).isEmpty();
  }

  @Test
  void survivesPeersThatLeaveInTheMiddle() throws Exception {
    for (int i = 0; i < 80; i++) {
      try (RawPeer peer = running.connect()) {
        peer.write(lengthHead(100)).write("x");
      }
    }
    // More than max.pending have left: a leaked place each would leave none for this one.
    long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    int status = 503;
    while (status == 503 && System.nanoTime() < giveUpAt) {
      status = running.post("/skep/v1/offers", new byte[] {1}).statusCode();
    }
    assertThat(status).isEqualTo(200);
  }

  private static void assertTimedOut(String response, long before) {
    assertThat(response)
        .startsWith("HTTP/1.1 408 ")
        .contains("\"status\":408,\"code\":\"timeout\"}");
    assertThat(System.nanoTime() - before)
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(READ_TIMEOUT_MILLIS));
    assertThat(ISSUER.calls).isEmpty();
  }

  private static HttpResponse<byte[]> postChunked(byte[] body, String type) throws Exception {
    return running.send(
        running
            .request("/skep/v1/offers")
            .setHeader("Content-Type", type)
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build());
  }

  private static String lengthHead(int length) {
    return RawPeer.head(
        "POST", "/skep/v1/offers", "Content-Type: application/cbor", "Content-Length: " + length);
  }

  private static String chunkedHead(String type) {
    return RawPeer.head(
        "POST", "/skep/v1/offers", "Content-Type: " + type, "Transfer-Encoding: chunked");
  }

  private static byte[] pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    return bytes;
  }
}
