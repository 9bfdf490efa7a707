package dev.skep.server.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RejectionTest {
  private static final int STEP_MILLIS = 300;
  private static final Limits SLOW =
      new Limits(65_536, 10_000, 64, 512, STEP_MILLIS, AddressLimits.NONE);

  @Test
  @DisplayName("attack 76: every rejection has the same bytes and headers")
  void givesEveryRejectionTheSameBytesAndHeaders() throws Exception {
    Set<String> seen = new HashSet<>();
    try (RunningBinding running =
        new RunningBinding(ScriptedIssuer.refusing(RefusalCode.REJECTED))) {
      for (String path :
          new String[] {"/skep/v1/offers", "/skep/v1/sessions", RunningBinding.RECORDS}) {
        for (int length : new int[] {0, 1, 60_000}) {
          try (RawPeer peer = running.connect()) {
            String head =
                RawPeer.head(
                    "POST",
                    path,
                    "Content-Type: application/cbor",
                    "Content-Length: " + length,
                    "Connection: close");
            String response = peer.write(head).write(new byte[length]).readToEnd();
            // The container's clock, in every answer of any kind.
            seen.add(response.replaceFirst("\r\nDate: [^\r]*", ""));
          }
        }
      }
    }
    assertThat(seen).hasSize(1);
    assertThat(seen.iterator().next()).startsWith("HTTP/1.1 403 ");
  }

  @Test
  @DisplayName("attack 76: a rejection is held back for its class of time")
  void holdsARejectionBackForAtLeastOneStep() throws Exception {
    try (RunningBinding running =
        new RunningBinding(SLOW, ScriptedIssuer.refusing(RefusalCode.REJECTED))) {
      long before = System.nanoTime();
      HttpResponse<byte[]> response = running.post("/skep/v1/sessions", new byte[] {1});
      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(System.nanoTime() - before)
          .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(STEP_MILLIS));
    }
  }

  @Test
  @DisplayName("attack 76: a rejection that took longer than a step waits for the next one")
  void holdsALateRejectionBackForTheNextStep() throws Exception {
    ScriptedIssuer late =
        new ScriptedIssuer(
            call -> {
              long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STEP_MILLIS + 1);
              while (System.nanoTime() < until) {
                Thread.onSpinWait();
              }
              return new Answer.Refused(RefusalCode.REJECTED);
            });
    try (RunningBinding running = new RunningBinding(SLOW, late)) {
      long before = System.nanoTime();
      assertThat(running.post("/skep/v1/sessions", new byte[] {1}).statusCode()).isEqualTo(403);
      assertThat(System.nanoTime() - before)
          .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(2 * STEP_MILLIS));
    }
  }

  @Test
  void computesTheTimeLeftToTheNextStep() {
    Limits limits = RunningBinding.LIMITS;
    assertThat(limits.holdBackNanos(0)).isEqualTo(50_000_000);
    assertThat(limits.holdBackNanos(1)).isEqualTo(49_999_999);
    assertThat(limits.holdBackNanos(50_000_000)).isZero();
    assertThat(limits.holdBackNanos(50_000_001)).isEqualTo(49_999_999);
    assertThat(limits.holdBackNanos(120_000_000)).isEqualTo(30_000_000);
  }

  @Test
  @DisplayName("attack 69: held rejections take neither threads nor the places of honest peers")
  void servesOthersWhileMoreRejectionsThanThreadsAreHeld() throws Exception {
    int rejections = 4 * RunningBinding.THREADS;
    CountDownLatch rejected = new CountDownLatch(rejections);
    ScriptedIssuer issuer =
        new ScriptedIssuer(
            call -> {
              if (call.body().length() == 0) {
                return new Answer.Accepted(Bytes.EMPTY);
              }
              rejected.countDown();
              return new Answer.Refused(RefusalCode.REJECTED);
            });
    // Held for 10 s, unless released by the stop below.
    Limits limits =
        new Limits(65_536, 10_000, RunningBinding.THREADS, 512, 10_000, AddressLimits.NONE);
    try (RunningBinding running = new RunningBinding(limits, issuer)) {
      List<CompletableFuture<HttpResponse<byte[]>>> held = new ArrayList<>();
      for (int i = 0; i < rejections; i++) {
        held.add(running.postAsync("/skep/v1/sessions", new byte[] {1}));
      }
      assertThat(rejected.await(9, TimeUnit.SECONDS)).isTrue();

      assertThat(running.post("/skep/v1/offers", new byte[0]).statusCode()).isEqualTo(200);
      assertThat(held).noneMatch(CompletableFuture::isDone);

      running.binding.deactivate();
      for (CompletableFuture<HttpResponse<byte[]>> response : held) {
        assertThat(response.get(9, TimeUnit.SECONDS).statusCode()).isEqualTo(403);
        assertThat(new String(response.get().body(), StandardCharsets.UTF_8))
            .contains("\"code\":\"rejected\"");
      }
    }
  }
}
