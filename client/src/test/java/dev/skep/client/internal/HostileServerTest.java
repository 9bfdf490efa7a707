package dev.skep.client.internal;

import static dev.skep.client.internal.ScriptedServer.CBOR;
import static dev.skep.client.internal.ScriptedServer.OFFERS;
import static dev.skep.client.internal.ScriptedServer.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.skep.api.Bytes;
import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Failed;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileServerTest {
  private static final int LONGEST_REQUEST = 16 * 1024;

  private final Ceremonies ceremonies = new Ceremonies();

  @ParameterizedTest
  @ValueSource(strings = {"", "a0", "ff", "a10140", "a2014100024100", "a1018000"})
  void rejectsAMalformedOffer(String hex) throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(OFFERS, 200, CBOR, Bytes.hex(hex));
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("protocol");
      assertThat(failed.message()).contains("malformed message (M-");
      assertThat(ceremonies.element.established).isEmpty();
    }
  }

  @Test
  void rejectsMalformedRecordsAndDropsTheElementsSession() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.offer(1).answer(SESSIONS, 200, CBOR, Bytes.hex("a1016161"));
      assertThat(ceremonies.fail(server).code()).isEqualTo("protocol");
      assertThat(ceremonies.element.processed).isEmpty();
      assertThat(ceremonies.element.aborted).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/cbor-seq", "application/json", "cbor"})
  void rejectsAnotherContentType(String type) throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(OFFERS, 200, type, Messages.envelope(Messages.sessionId(1)));
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("protocol");
      assertThat(failed.message()).contains("content type");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Application/CBOR", "application/cbor; v=1"})
  void takesTheContentTypeInAnySpelling(String type) throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(OFFERS, 200, type, Messages.envelope(Messages.sessionId(1)));
      server.refuse(SESSIONS, 403, "rejected");
      assertThat(ceremonies.fail(server).code()).isEqualTo("rejected");
    }
  }

  @Test
  void stopsReadingAnAnswerThatIsTooLong() throws Exception {
    CompletableFuture<Void> cutOff = new CompletableFuture<>();
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(OFFERS, exchange -> streamUntilCutOff(exchange, cutOff));
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("protocol");
      assertThat(failed.message()).contains("more than 65536 bytes");
      assertThat(cutOff).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void readsAnAnswerOfExactlyTheLimit() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(OFFERS, 200, CBOR, Bytes.of(new byte[ClientLimits.MAXIMUM_MESSAGE_BYTES]));
      assertThat(ceremonies.fail(server).message()).contains("malformed message");
    }
  }

  @Test
  void readsOnlyTheBeginningOfALongErrorPage() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(OFFERS, 502, "text/html", Bytes.of(new byte[1_000_000]));
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("protocol");
      assertThat(failed.message()).contains("HTTP 502");
      assertThat(failed.retryable()).isTrue();
    }
  }

  @Test
  @Timeout(10)
  void doesNotWaitForASlowServer() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(OFFERS, exchange -> server.untilClosed());
      Failed failed = impatient(server.address());
      assertThat(failed.code()).isEqualTo("unreachable");
      assertThat(failed.message()).contains("did not answer within 300 ms");
      assertThat(failed.retryable()).isTrue();
    }
  }

  @Test
  @Timeout(10)
  void doesNotWaitForABodyThatNeverEnds() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(
          OFFERS,
          exchange -> {
            exchange.getResponseHeaders().set("Content-Type", CBOR);
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(0);
            exchange.getResponseBody().flush();
            server.untilClosed();
          });
      assertThat(impatient(server.address()).message()).contains("did not answer within 300 ms");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(
          OFFERS,
          exchange -> {
            exchange.getResponseHeaders().set("Location", server.address() + "/elsewhere");
            ScriptedServer.send(exchange, status, CBOR, Bytes.EMPTY);
          });
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("protocol");
      assertThat(failed.message()).contains("redirects").doesNotContain("elsewhere");
      assertThat(server.paths()).containsExactly(OFFERS);
    }
  }

  @Test
  void saysThatTheConnectionBroke() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      for (int i = 1; i <= 3; i++) {
        server.offer(i).answer(SESSIONS, HttpExchange::close);
      }
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("unreachable");
      assertThat(failed.message()).contains("broke", "3 offers were tried");
      assertThat(failed.retryable()).isTrue();
      assertThat(server.paths())
          .containsExactly(OFFERS, SESSIONS, OFFERS, SESSIONS, OFFERS, SESSIONS);
      assertThat(ceremonies.element.aborted).hasSize(3);
    }
  }

  @Test
  void warnsWhereTheConnectionBreaksAfterTheCommit() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.offer(1).session(Messages.record(0, "commit"));
      for (int i = 1; i <= ClientLimits.MAXIMUM_DELIVERIES; i++) {
        server.answer(ScriptedServer.recordsPath(1), HttpExchange::close);
      }
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("unreachable");
      assertThat(failed.message()).contains("already committed");
      assertThat(failed.retryable()).isFalse();
    }
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Failed failed = impatient(URI.create("http://localhost:" + port));
    assertThat(failed.code()).isEqualTo("unreachable");
    assertThat(failed.message()).contains("cannot connect", "localhost:" + port);
  }

  @Test
  void saysThatThereIsNoSecureConnection() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answered =
          CompletableFuture.runAsync(() -> answerRaw(socket, "HTTP/1.1 400 no TLS here\r\n\r\n"));
      URI https = URI.create("https://localhost:" + socket.getLocalPort());
      Failed failed = Ceremonies.fail(run(https, Ceremonies.PATIENT));
      assertThat(failed.code()).isEqualTo("unreachable");
      assertThat(failed.message()).contains("no secure connection", "trust store");
      answered.join();
    }
  }

  @Test
  void rejectsWhatIsNotHttp() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answered =
          CompletableFuture.runAsync(() -> answerRaw(socket, "SSH-2.0-\u001b[2Jx\r\n\r\n"));
      Failed failed =
          Ceremonies.fail(
              run(URI.create("http://localhost:" + socket.getLocalPort()), Ceremonies.PATIENT));
      assertThat(failed.code()).isIn("protocol", "unreachable");
      assertThat(failed.message()).doesNotContain("\u001b");
      answered.join();
    }
  }

  @Test
  void endsAServersEndlessRounds() throws Exception {
    ceremonies.element.processing = records -> Collections.emptyList();
    try (ScriptedServer server = new ScriptedServer()) {
      server.offer(1).session(Messages.record(0, "more"));
      for (int i = 1; i <= ClientLimits.MAXIMUM_ROUNDS + 1; i++) {
        server.records(1, Messages.record(i, "more"));
      }
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("protocol");
      assertThat(failed.message()).contains("after 64 rounds");
      assertThat(ceremonies.element.aborted).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 400, 404, 429, 500})
  void saysThatAnAnswerHasNoCode(int status) throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(OFFERS, status, "application/json", Bytes.utf8("{\"code\":\"rejected\"}"));
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("protocol");
      assertThat(failed.message()).contains("HTTP " + status);
      assertThat(failed.retryable()).isEqualTo(status == 500);
    }
  }

  private Failed impatient(URI server) throws InterruptedException {
    return Ceremonies.fail(run(server, Ceremonies.IMPATIENT));
  }

  private CeremonyOutcome run(URI server, ClientLimits limits) throws InterruptedException {
    return ceremonies.client(limits).run(server, ceremonies.element, CeremonyListener.NONE);
  }

  private static void streamUntilCutOff(HttpExchange exchange, CompletableFuture<Void> cutOff)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", CBOR);
    exchange.sendResponseHeaders(200, 0);
    byte[] part = new byte[8_192];
    try (OutputStream out = exchange.getResponseBody()) {
      for (int i = 0; i < 100_000; i++) {
        out.write(part);
      }
    } catch (IOException e) {
      cutOff.complete(null);
    }
  }

  private static void answerRaw(ServerSocket server, String text) {
    try (Socket socket = server.accept()) {
      // All of it: a socket that is closed with bytes unread takes the answer back.
      if (socket.getInputStream().read(new byte[LONGEST_REQUEST]) < 0) {
        throw new IllegalStateException("nothing was asked");
      }
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new IllegalStateException("the answer cannot be given", e);
    }
  }
}
