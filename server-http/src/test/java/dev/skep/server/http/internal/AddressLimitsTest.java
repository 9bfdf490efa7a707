package dev.skep.server.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits of one client address, which a proxy names: the test. */
class AddressLimitsTest {
  private static final String OFFERS = "/skep/v1/offers";
  private static final String SESSIONS = "/skep/v1/sessions";
  private static final String HONEST = "192.0.2.1";
  private static final String ATTACKER = "198.51.100.7";

  /** Rejects the messages of a few bytes. */
  private final ScriptedIssuer issuer =
      new ScriptedIssuer(
          call ->
              call.body().length() > 2
                  ? new Answer.Accepted(call.body())
                  : new Answer.Refused(RefusalCode.REJECTED));

  private RunningBinding running;

  private void start(String header, String... proxies) throws Exception {
    AddressLimits address =
        new AddressLimits(
            2, new Allowance(60, 3), new Allowance(60, 2), TrustedProxies.of(proxies, header));
    running = new RunningBinding(new Limits(1_000, 400, 64, 64, 1, address), issuer);
  }

  private void start() throws Exception {
    start("X-Forwarded-For", "127.0.0.0/8");
  }

  @AfterEach
  void stop() throws Exception {
    running.close();
  }

  private HttpResponse<byte[]> post(String path, int length, String... headers) throws Exception {
    HttpRequest.Builder request =
        running.request(path).POST(BodyPublishers.ofByteArray(new byte[length]));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return running.send(request.build());
  }

  private int offer(String client) throws Exception {
    return post(OFFERS, 3, "X-Forwarded-For", client).statusCode();
  }

  private int message(String client, int length) throws Exception {
    return post(SESSIONS, length, "X-Forwarded-For", client).statusCode();
  }

  @Test
  @DisplayName("attack 69: a flood of offers from one address ends there, others get theirs")
  void refusesOffersAboveTheRateOfAnAddress() throws Exception {
    start();
    for (int i = 0; i < 3; i++) {
      assertThat(offer(ATTACKER)).isEqualTo(200);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(offer(ATTACKER)).isEqualTo(429);
      assertThat(message(ATTACKER, 3)).as("a session under way goes on").isEqualTo(200);
    }
    assertThat(offer(HONEST)).isEqualTo(200);
    running.clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(offer(ATTACKER)).isEqualTo(200);
    assertThat(offer(ATTACKER)).isEqualTo(429);
  }

  @Test
  @DisplayName("attack 70: a flood of rejected responses from one address ends there")
  void refusesMessagesOfAnAddressThatWasRejectedTooOften() throws Exception {
    start();
    assertThat(message(ATTACKER, 1)).isEqualTo(403);
    assertThat(message(ATTACKER, 1_001)).as("refused by its announcement").isEqualTo(413);
    assertThat(message(ATTACKER, 1)).isEqualTo(403);
    issuer.calls.clear();
    for (int i = 0; i < 20; i++) {
      assertThat(message(ATTACKER, 1)).isEqualTo(429);
      assertThat(message(ATTACKER, 3)).isEqualTo(429);
      assertThat(offer(ATTACKER)).isEqualTo(429);
    }
    assertThat(issuer.calls).as("none of it was looked at").isEmpty();
    assertThat(message(HONEST, 3)).isEqualTo(200);
    running.clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(message(ATTACKER, 3)).isEqualTo(200);
  }

  @Test
  @DisplayName("attack 70: half-open requests of one address are bounded, then count as faults")
  void boundsTheRequestsThatAnAddressHoldsOpen() throws Exception {
    start();
    List<RawPeer> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        silent.add(halfOpen(ATTACKER).awaitContinue());
      }
      try (RawPeer third = halfOpen(ATTACKER)) {
        assertThat(third.readToEnd()).as("before its body").startsWith("HTTP/1.1 429 ");
      }
      assertThat(message(HONEST, 3)).isEqualTo(200);
      for (RawPeer peer : silent) {
        assertThat(peer.readToEnd()).startsWith("HTTP/1.1 408 ");
      }
      assertThat(message(ATTACKER, 3)).as("two were too slow").isEqualTo(429);
      running.clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
      assertThat(message(ATTACKER, 3)).isEqualTo(200);
    } finally {
      for (RawPeer peer : silent) {
        peer.close();
      }
    }
  }

  private RawPeer halfOpen(String client) throws Exception {
    return running
        .connect()
        .write(
            RawPeer.head(
                "POST",
                SESSIONS,
                "Content-Type: application/cbor",
                "X-Forwarded-For: " + client,
                "Expect: 100-continue",
                "Content-Length: 9"));
  }

  @Test
  @DisplayName("attack 76: the refusal is the same whichever limit is met")
  void refusesInTheSameBytesWhicheverLimitIsMet() throws Exception {
    start();
    List<HttpResponse<byte[]>> refused = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      refused.add(post(OFFERS, 3, "X-Forwarded-For", HONEST));
      refused.add(post(SESSIONS, 1, "X-Forwarded-For", ATTACKER));
    }
    refused.removeIf(response -> response.statusCode() != 429);
    assertThat(refused).hasSize(3);
    for (HttpResponse<byte[]> response : refused) {
      assertThat(new String(response.body(), StandardCharsets.UTF_8))
          .isEqualTo(
              "{\"type\":\"urn:skep:problem:unavailable\",\"title\":\"Too many requests from there;"
                  + " try again\",\"status\":429,\"code\":\"unavailable\"}");
      assertThat(response.headers().firstValue("Retry-After")).contains("1");
    }
  }

  @Test
  void countsAnIpv6NetworkAsOneClient() throws Exception {
    start();
    for (int i = 0; i < 3; i++) {
      assertThat(offer("2001:db8::" + i)).isEqualTo(200);
    }
    assertThat(offer("2001:db8::abcd:1")).isEqualTo(429);
    assertThat(offer("2001:db8:0:1::1")).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "X-Forwarded-For; 192.0.2.9; 192.0.2.9",
        "X-Forwarded-For; 203.0.113.1, 192.0.2.9; 192.0.2.9",
        "X-Forwarded-For; 192.0.2.9, 127.0.0.2; 192.0.2.9",
        "X-Forwarded-For; 192.0.2.9:1234; 192.0.2.9",
        "X-Forwarded-For; [2001:db8::1]:1234; 2001:db8:0:0:0:0:0:1",
        "X-Forwarded-For; 2001:db8::1; 2001:db8:0:0:0:0:0:1",
        "X-Forwarded-For; 192.0.2.9, junk; 127.0.0.1",
        "X-Forwarded-For; ''; 127.0.0.1",
        "Forwarded; for=192.0.2.9 |proto=https; 192.0.2.9",
        "Forwarded; by=203.0.113.1|For=\"[2001:db8::1]:99\"; 2001:db8:0:0:0:0:0:1",
        "Forwarded; for=\", for=192.0.2.9; 192.0.2.9",
        "Forwarded; for=192.0.2.9, for=_hidden; 127.0.0.1",
        "Forwarded; for=192.0.2.9, for=unknown; 127.0.0.1",
        "Forwarded; proto=https; 127.0.0.1",
      })
  @DisplayName("attack 69: of a proxy's header only what the proxy wrote counts")
  void findsTheClientThatATrustedProxyNames(String header, String value, String client)
      throws Exception {
    start(header, "127.0.0.0/8");
    assertThat(post(OFFERS, 3, header, value.replace('|', ';')).statusCode()).isEqualTo(200);
    assertThat(issuer.calls.get(0).peer()).isEqualTo(client);
  }

  @Test
  @DisplayName("attack 69: the header that the proxies do not write is not read")
  void readsTheConfiguredHeaderOnly() throws Exception {
    start();
    for (int i = 0; i < 4; i++) {
      HttpResponse<byte[]> response =
          post(OFFERS, 3, "Forwarded", "for=203.0.113." + i, "X-Forwarded-For", ATTACKER);
      assertThat(response.statusCode()).isEqualTo(i < 3 ? 200 : 429);
    }
  }

  @Test
  @DisplayName("attack 69: a peer that is no trusted proxy cannot name another client")
  void believesNobodyElse() throws Exception {
    start("X-Forwarded-For", "10.0.0.0/8");
    for (int i = 0; i < 9; i++) {
      assertThat(offer(ATTACKER)).as("this machine itself is not limited").isEqualTo(200);
    }
    assertThat(issuer.calls).extracting(ScriptedIssuer.Call::peer).containsOnly("127.0.0.1");
  }

  @Test
  void takesPlacesBackFromRequestsOfEveryEnd() throws Exception {
    start();
    for (int i = 0; i < 10; i++) {
      assertThat(message(HONEST, 3)).isEqualTo(200);
      assertThat(message(HONEST, 1_001)).isEqualTo(413);
      try (RawPeer peer = halfOpen(HONEST).awaitContinue()) {
        peer.write("12345678").endOutput();
        assertThat(peer.readToEnd()).contains("HTTP/1.1 400 ");
      }
      running.clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }
  }
}
