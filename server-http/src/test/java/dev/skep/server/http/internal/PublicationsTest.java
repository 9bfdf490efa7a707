package dev.skep.server.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.IssuanceException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationsTest {
  private static final String CRL = "/skep/v1/crl";
  private static final String CA = "/skep/v1/ca";

  private volatile Bytes list = Bytes.hex("300102");
  private final ScriptedSource source = new ScriptedSource(() -> list);
  private RunningBinding running;

  @BeforeEach
  void start() throws Exception {
    running = new RunningBinding(RunningBinding.LIMITS);
    running.binding.bindSource(source);
  }

  @AfterEach
  void stop() throws Exception {
    running.close();
  }

  @Test
  void givesListAndCertificateWithTheirTypes() throws Exception {
    assertPublished(get(CRL), "application/pkix-crl", list);
    assertPublished(get(CA), "application/pkix-cert", ScriptedSource.CERTIFICATE);
  }

  @Test
  void needsNoIssuersServer() throws Exception {
    assertThat(running.post("/skep/v1/offers", new byte[0]).statusCode()).isEqualTo(503);
    assertThat(get(CRL).statusCode()).isEqualTo(200);
  }

  @Test
  void answersHeadWithTheSameHeadersAndNoBody() throws Exception {
    String response = raw(RawPeer.head("HEAD", CRL, "Connection: close"));

    assertThat(response)
        .startsWith("HTTP/1.1 200 ")
        .contains("Content-Type: application/pkix-crl\r\n")
        .contains("Content-Length: 3\r\n")
        .contains("ETag: " + tagOf(get(CRL)) + "\r\n")
        .endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "W/%s", "\"x\", %s", "\"x\",W/%s", "*"})
  void sendsNothingToAPeerThatHasTheListOfNow(String known) throws Exception {
    String header = "If-None-Match: " + known.formatted(tagOf(get(CRL)));

    assertThat(raw(RawPeer.head("GET", CRL, header, "Connection: close")))
        .startsWith("HTTP/1.1 304 ")
        .contains("ETag: " + tagOf(get(CRL)) + "\r\n")
        .doesNotContain("Content-Length: 0")
        .endsWith("\r\n\r\n");
  }

  @Test
  void sendsANewListToAPeerThatHasTheOldOne() throws Exception {
    String old = tagOf(get(CRL));
    list = Bytes.hex("300103");

    HttpResponse<byte[]> response =
        running.send(running.request(CRL).header("If-None-Match", old).GET().build());
    assertPublished(response, "application/pkix-crl", list);
    assertThat(tagOf(response)).isNotEqualTo(old);
  }

  @Test
  void isNotFoundWithoutACaAndComesAndGoesWithIt() throws Exception {
    running.binding.unbindSource(source);
    assertProblem(get(CRL), 404, "not-found");
    assertProblem(get(CA), 404, "not-found");

    running.binding.bindSource(source);
    assertThat(get(CRL).statusCode()).isEqualTo(200);
  }

  @Test
  void isUnavailableWhileThereIsNoListAndSaysWhyInTheLogOnlyAndOnce() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try (RunningBinding failing = new RunningBinding(RunningBinding.LIMITS)) {
      failing.binding.bindSource(
          new ScriptedSource(
              () -> {
                throw new IssuanceException("canary: no register");
              }));
      for (int i = 0; i < 3; i++) {
        HttpResponse<byte[]> response = failing.send(failing.request(CRL).GET().build());
        assertProblem(response, 503, "unavailable");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
      }
      assertThat(failing.send(failing.request(CA).GET().build()).statusCode()).isEqualTo(200);
    } finally {
      System.setErr(before);
    }
    assertThat(log.toString(StandardCharsets.UTF_8).split("canary", -1)).hasSize(1 + 1);
  }

  @Test
  @DisplayName("attack 75: a bug of the source is never shown to the peer")
  void answersABugWithInternal() throws Exception {
    try (RunningBinding failing = new RunningBinding(RunningBinding.LIMITS)) {
      failing.binding.bindSource(
          new ScriptedSource(
              () -> {
                throw new IllegalStateException("canary");
              }));
      assertProblem(failing.send(failing.request(CRL).GET().build()), 500, "internal");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "BREW"})
  void refusesOtherMethodsAndNamesThoseAllowed(String method) throws Exception {
    for (String path : new String[] {CRL, CA}) {
      assertThat(raw(RawPeer.head(method, path, "Connection: close")))
          .startsWith("HTTP/1.1 405 ")
          .contains("\r\nAllow: GET, HEAD\r\n")
          .endsWith("\"code\":\"method-not-allowed\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/skep/v1/crl/",
        "/skep/v1/CRL",
        "/skep/v1/%63rl",
        "/skep/v1/crl;a",
        "/skep/v1/ca/1"
      })
  void refusesAnyOtherPathWithNotFound(String path) throws Exception {
    assertThat(raw(RawPeer.head("GET", path, "Connection: close"))).startsWith("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @CsvSource({"Content-Length: 1, x", "Transfer-Encoding: chunked, '1\r\nx\r\n0\r\n\r\n'"})
  void refusesABodyAndEndsTheConnection(String header, String body) throws Exception {
    assertThat(raw(RawPeer.head("GET", CRL, header) + body))
        .startsWith("HTTP/1.1 400 ")
        .contains("Connection: close");
  }

  @Test
  @DisplayName("attack 69: readers above the limit are refused at once, and served again later")
  void refusesReadersAboveTheConcurrentLimit() throws Exception {
    Semaphore entered = new Semaphore(0);
    Semaphore goOn = new Semaphore(0);
    try (RunningBinding small =
        new RunningBinding(
            new Limits(65_536, 10_000, 1, 512, 50, AddressLimits.NONE), ScriptedIssuer.echo())) {
      small.binding.bindSource(
          new ScriptedSource(
              () -> {
                entered.release();
                goOn.acquireUninterruptibly();
                return list;
              }));
      CompletableFuture<HttpResponse<byte[]>> first =
          small.sendAsync(small.request(CRL).GET().build());
      assertThat(entered.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      HttpRequest more = small.request(CRL).GET().build();
      assertProblem(small.send(more), 503, "unavailable");
      assertProblem(small.post("/skep/v1/offers", new byte[] {1}), 503, "unavailable");

      goOn.release(2);
      assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      assertThat(small.send(more).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("attack 70: peers that do not read hold no thread, and lose their place in time")
  void takesThePlaceBackFromReadersThatAreTooSlow() throws Exception {
    byte[] long32Mb = new byte[32 << 20];
    new Random(70).nextBytes(long32Mb);
    list = Bytes.of(long32Mb);
    int slow = RunningBinding.THREADS * 2;
    try (RunningBinding small =
        new RunningBinding(new Limits(65_536, 1_000, 64, slow, 50, AddressLimits.NONE))) {
      small.binding.bindSource(source);
      RawPeer[] peers = new RawPeer[slow];
      try {
        for (int i = 0; i < slow; i++) {
          peers[i] = small.connect().write(RawPeer.head("GET", CRL));
        }
        list = Bytes.hex("300102");
        HttpResponse<byte[]> response = small.send(small.request(CRL).GET().build());
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (response.statusCode() == 503 && System.nanoTime() < giveUpAt) {
          response = small.send(small.request(CRL).GET().build());
        }
        assertThat(response.statusCode()).isEqualTo(200);
      } finally {
        for (RawPeer peer : peers) {
          peer.close();
        }
      }
    }
  }

  @Test
  void sendsAListThatIsLongerThanItsPeersBuffers() throws Exception {
    byte[] several = new byte[3 << 20];
    new Random(3).nextBytes(several);
    list = Bytes.of(several);

    assertPublished(get(CRL), "application/pkix-crl", list);
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return running.send(running.request(path).GET().build());
  }

  private String raw(String request) throws Exception {
    try (RawPeer peer = running.connect()) {
      return peer.write(request).readToEnd();
    }
  }

  private static String tagOf(HttpResponse<byte[]> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }

  private static void assertPublished(HttpResponse<byte[]> response, String type, Bytes content) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().allValues("Content-Type")).containsExactly(type);
    assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-cache");
    assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(tagOf(response)).matches("\"[0-9a-f]{32}\"");
    assertThat(Bytes.of(response.body())).isEqualTo(content);
  }

  private static void assertProblem(HttpResponse<byte[]> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().allValues("Content-Type"))
        .containsExactly("application/problem+json");
    assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .contains("\"code\":\"" + code + "\"")
        .doesNotContain("canary");
  }
}
