package dev.skep.demo.internal.chapter;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.skep.api.Bytes;
import dev.skep.api.Rejection;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.demo.internal.container.AuditLog;
import dev.skep.demo.internal.story.Narrator;
import dev.skep.demo.internal.story.StoryException;
import dev.skep.demo.internal.wire.ServerLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo must fail where the server takes what it must refuse. */
class RefusalsTest {
  private static final Bytes SESSION = Bytes.of(new byte[16]);
  private static final String REJECTED = "{\"code\":\"rejected\"}";

  private final AuditLog audit = new AuditLog();
  private HttpServer http;
  private Refusals refusals;
  private int status;
  private String problem;

  @BeforeEach
  void startTheServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            exchange.sendResponseHeaders(status, problem.length());
            exchange.getResponseBody().write(Bytes.utf8(problem).toArray());
          }
        });
    http.start();
    ServerLine line = new ServerLine(URI.create("http://127.0.0.1:" + http.getAddress().getPort()));
    Narrator silent = new Narrator(new PrintStream(OutputStream.nullOutputStream()), false);
    refusals = new Refusals(new Stage(silent, null, null, audit, line, null));
  }

  @AfterEach
  void stopTheServer() {
    http.stop(0);
  }

  @Test
  void goesOnWhereTheServerRefusesByTheExpectedRule() {
    answer(403, REJECTED, "S-12");

    assertThatCode(
            () -> {
              send("S-12");
              send("S-12");
              refusals.expectUniform();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void failsWhereTheServerTakesIt() {
    answer(200, REJECTED, "S-12");

    assertThatExceptionOfType(StoryException.class)
        .isThrownBy(() -> send("S-12"))
        .withMessageContaining("403");
  }

  @Test
  void failsWhereTheServerSaysAnotherCode() {
    answer(403, "{\"code\":\"malformed\"}", "S-12");

    assertThatExceptionOfType(StoryException.class)
        .isThrownBy(() -> send("S-12"))
        .withMessageContaining("malformed");
  }

  @Test
  void failsWhereAnotherRuleRefusedIt() {
    answer(403, REJECTED, "S-2");

    assertThatExceptionOfType(StoryException.class)
        .isThrownBy(() -> send("S-12"))
        .withMessageContainingAll("S-12", "S-2");
  }

  @Test
  void failsWhereRefusalsDiffer() throws Exception {
    answer(403, REJECTED, "S-12");
    send("S-12");
    answer(403, "{\"code\":\"rejected\",\"detail\":\"AK\"}", "S-12");
    send("S-12");

    assertThatExceptionOfType(StoryException.class).isThrownBy(refusals::expectUniform);
  }

  private void answer(int status, String problem, String rule) {
    this.status = status;
    this.problem = problem;
    audit.record(
        new AuditEvent(
            Instant.EPOCH,
            AuditEvent.Kind.REJECTED,
            SESSION.toHex(),
            "peer",
            Optional.of(new Rejection(rule, "reason")),
            List.of(),
            Map.of()));
  }

  private void send(String rule) throws Exception {
    refusals.send("something wrong", SESSION, Bytes.utf8("response"), rule);
  }
}
