package dev.skep.server.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  private static final ScriptedIssuer ISSUER = ScriptedIssuer.echo();
  private static RunningBinding running;

  @BeforeAll
  static void start() throws Exception {
    running = new RunningBinding(ISSUER);
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
  void carriesAnOfferRequestAndItsAnswer() throws Exception {
    HttpResponse<byte[]> response = running.post("/skep/v1/offers", new byte[] {1, 2, 3});

    assertAccepted(response);
    assertThat(response.body()).containsExactly(1, 2, 3);
    assertThat(ISSUER.calls)
        .containsExactly(
            new ScriptedIssuer.Call("offer", Bytes.EMPTY, Bytes.hex("010203"), "127.0.0.1"));
  }

  @Test
  void carriesAResponseMessageToEstablish() throws Exception {
    assertAccepted(running.post("/skep/v1/sessions", new byte[] {4}));
    assertThat(ISSUER.calls)
        .containsExactly(
            new ScriptedIssuer.Call("establish", Bytes.EMPTY, Bytes.hex("04"), "127.0.0.1"));
  }

  @Test
  void carriesRecordsWithTheSessionIdOfThePath() throws Exception {
    assertAccepted(running.post(RunningBinding.RECORDS, new byte[] {5}));
    assertThat(ISSUER.calls)
        .containsExactly(
            new ScriptedIssuer.Call(
                "records",
                Bytes.hex("000102030405060708090a0b0c0d0e0f"),
                Bytes.hex("05"),
                "127.0.0.1"));
  }

  @Test
  void takesUpperCaseDigitsInASessionId() throws Exception {
    assertAccepted(
        running.post("/skep/v1/sessions/ABCDEFabcdef00000000000000000000/records", new byte[] {5}));
    assertThat(ISSUER.calls.get(0).sessionId())
        .isEqualTo(Bytes.hex("abcdefabcdef00000000000000000000"));
  }

  @Test
  void takesAnEmptyBodyWithoutContentType() throws Exception {
    try (RawPeer peer = running.connect()) {
      peer.write(RawPeer.head("POST", "/skep/v1/offers", "Content-Length: 0", "Connection: close"));
      assertThat(peer.readToEnd()).startsWith("HTTP/1.1 200 ");
    }
    assertThat(ISSUER.calls.get(0).body()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void ignoresWhatAPeerSaysOfItsAddress() throws Exception {
    running.send(
        running
            .request("/skep/v1/offers")
            .header("X-Forwarded-For", "203.0.113.9")
            .header("Forwarded", "for=203.0.113.9")
            .POST(BodyPublishers.noBody())
            .build());
    assertThat(ISSUER.calls.get(0).peer()).isEqualTo("127.0.0.1");
  }

  @Test
  void answersBelowAContextPath() throws Exception {
    try (RunningBinding mounted = new RunningBinding(RunningBinding.LIMITS, "/issuer")) {
      mounted.binding.bindIssuer(ISSUER);
      assertAccepted(mounted.post("/issuer/skep/v1/offers", new byte[] {1}));
      assertThat(mounted.post("/skep/v1/offers", new byte[] {1}).statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/skep/v1",
        "/skep/v1/",
        "/skep/v1/offer",
        "/skep/v1/offers/",
        "/skep/v1/Offers",
        "/skep/v1/offers/1",
        "/skep/v1/sessions/",
        "/skep/v1/sessions/00/records",
        "/skep/v1/sessions/000102030405060708090a0b0c0d0e0/records",
        "/skep/v1/sessions/000102030405060708090a0b0c0d0e0f0/records",
        "/skep/v1/sessions/000102030405060708090a0b0c0d0e0g/records",
        "/skep/v1/sessions/0x0102030405060708090a0b0c0d0e0f/records",
        "/skep/v1/sessions/-00102030405060708090a0b0c0d0e0f/records",
        "/skep/v1/sessions/000102030405060708090a0b0c0d0e0f",
        "/skep/v1/sessions/000102030405060708090a0b0c0d0e0f/records/",
        "/skep/v1/sessions/000102030405060708090a0b0c0d0e0f/record",
        "/skep/v1/%6fffers",
        "/skep/v1/offers%20",
        "/skep/v1/sessions/%30%30102030405060708090a0b0c0d0e0f/records",
        "/skep/v1/sessions/%EF%BC%90%EF%BC%900102030405060708090a0b0c0d0e/records",
        "/skep/v1/offers;v=1",
        "/skep/v1/sessions;jsessionid=1",
        "/skep/v1/x/../offers",
        "/skep/v1/./offers",
      })
  void refusesAnyOtherPathWithNotFound(String path) throws Exception {
    assertThat(rawPost(path))
        .startsWith("HTTP/1.1 404 ")
        .contains("Content-Type: application/problem+json")
        .endsWith(
            "{\"type\":\"urn:skep:problem:not-found\",\"title\":\"No such resource\","
                + "\"status\":404,\"code\":\"not-found\"}");
    assertThat(ISSUER.calls).isEmpty();
  }

  /** Such paths some containers refuse themselves, others hand on; neither may reach a resource. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/skep/v1/sessions%2f..%2foffers",
        "/skep/v1/%2e%2e/v1/offers",
        "/skep/v1//offers",
        "/skep/v1/sessions//records",
        "/skep/v1/sessions/000102030405060708090a0b0c0d0e0f%2frecords",
        "/skep/v1/offers%00",
        "/skep/v1/offers%zz",
        "/skep/v1/offers\\",
        "/skep/v1/%c0%affers",
      })
  void neverReachesAResourceThroughAnAmbiguousPath(String path) throws Exception {
    assertThat(rawPost(path)).matches("(?s)HTTP/1\\.1 40[04] .*").doesNotContain("\tat ");
    assertThat(ISSUER.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"})
  void refusesAnyOtherMethodAndNamesTheOneAllowed(String method) throws Exception {
    for (String path : new String[] {"/skep/v1/offers", RunningBinding.RECORDS}) {
      String response = raw(RawPeer.head(method, path, "X-Echo: canary", "Connection: close"));
      assertThat(response)
          .startsWith("HTTP/1.1 405 ")
          .contains("\r\nAllow: POST\r\n")
          .contains("Content-Type: application/problem+json")
          .doesNotContain("canary");
      if (method.equals("HEAD")) {
        assertThat(response).endsWith("\r\n\r\n");
      } else {
        assertThat(response).endsWith("\"code\":\"method-not-allowed\"}");
      }
    }
    assertThat(ISSUER.calls).isEmpty();
  }

  @Test
  void refusesAnUnknownPathBeforeTheMethod() throws Exception {
    assertThat(raw(RawPeer.head("GET", "/skep/v1/x", "Connection: close")))
        .startsWith("HTTP/1.1 404 ");
  }

  private static String rawPost(String path) throws Exception {
    return raw(
        RawPeer.head(
                "POST",
                path,
                "Content-Type: application/cbor",
                "Content-Length: 1",
                "Connection: close")
            + "\u00a0");
  }

  private static String raw(String request) throws Exception {
    try (RawPeer peer = running.connect()) {
      return peer.write(request.getBytes(StandardCharsets.ISO_8859_1)).readToEnd();
    }
  }

  private static void assertAccepted(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().allValues("Content-Type")).containsExactly("application/cbor");
    assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
  }
}
