package dev.skep.server.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.IssuerServer.Answer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
  /** Blocks each call until it may go on. */
  private final Semaphore entered = new Semaphore(0);

  private final Semaphore goOn = new Semaphore(0);
  private final ScriptedIssuer blocking =
      new ScriptedIssuer(
          call -> {
            entered.release();
            goOn.acquireUninterruptibly();
            return new Answer.Accepted(Bytes.utf8("blocking"));
          });

  @Test
  @DisplayName("attack 69: requests above the limit are refused at once, and taken again later")
  void refusesRequestsAboveTheConcurrentLimit() throws Exception {
    try (RunningBinding running =
        new RunningBinding(new Limits(65_536, 10_000, 2, 512, 50, AddressLimits.NONE), blocking)) {
      List<CompletableFuture<HttpResponse<byte[]>>> working = new ArrayList<>();
      working.add(running.postAsync("/skep/v1/offers", new byte[] {1}));
      working.add(running.postAsync("/skep/v1/sessions", new byte[] {1}));
      awaitEntered(2);

      HttpResponse<byte[]> third = running.post("/skep/v1/offers", new byte[] {1});
      assertThat(third.statusCode()).isEqualTo(503);
      assertThat(third.headers().firstValue("Retry-After")).contains("1");

      goOn.release(3);
      for (CompletableFuture<HttpResponse<byte[]>> response : working) {
        assertThat(response.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
      assertThat(running.post("/skep/v1/offers", new byte[] {1}).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("attack 70: peers that are still sending are bounded too")
  void refusesRequestsAboveTheOpenLimit() throws Exception {
    try (RunningBinding running =
        new RunningBinding(new Limits(65_536, 10_000, 64, 1, 50, AddressLimits.NONE), blocking)) {
      CompletableFuture<HttpResponse<byte[]>> open =
          running.postAsync("/skep/v1/offers", new byte[] {1});
      awaitEntered(1);
      assertThat(running.post("/skep/v1/offers", new byte[] {1}).statusCode()).isEqualTo(503);

      goOn.release(2);
      assertThat(open.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      assertThat(running.post("/skep/v1/offers", new byte[] {1}).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void finishesCallsInFlightOnAServerThatLeavesWhileNewOnesGoToItsSuccessor() throws Exception {
    try (RunningBinding running = new RunningBinding(blocking)) {
      CompletableFuture<HttpResponse<byte[]>> inFlight =
          running.postAsync("/skep/v1/offers", new byte[] {1});
      awaitEntered(1);

      running.binding.bindIssuer(ScriptedIssuer.echo());
      CountDownLatch leaving = new CountDownLatch(1);
      AtomicBoolean left = new AtomicBoolean();
      Thread unbinding =
          new Thread(
              () -> {
                leaving.countDown();
                running.binding.unbindIssuer(blocking);
                left.set(true);
              });
      unbinding.start();
      leaving.await();
      assertThat(running.post("/skep/v1/offers", new byte[] {7}).body()).containsExactly(7);
      assertThat(left).isFalse();

      goOn.release();
      assertThat(inFlight.get(20, TimeUnit.SECONDS).body()).isEqualTo("blocking".getBytes());
      unbinding.join(20_000);
      assertThat(left).isTrue();
    }
  }

  @Test
  void usesNewLimitsFromTheNextRequestOn() throws Exception {
    try (RunningBinding running = new RunningBinding(ScriptedIssuer.echo())) {
      assertThat(running.post("/skep/v1/offers", new byte[2]).statusCode()).isEqualTo(200);
      running.binding.modified(Configurations.with("body_max_bytes", 1));
      assertThat(running.post("/skep/v1/offers", new byte[2]).statusCode()).isEqualTo(413);
    }
  }

  @Test
  void endsRequestsThatAreStillBeingSentWhenItStops() throws Exception {
    try (RunningBinding running = new RunningBinding(ScriptedIssuer.echo());
        RawPeer peer = running.connect()) {
      peer.write(
          RawPeer.head(
              "POST",
              "/skep/v1/offers",
              "Content-Type: application/cbor",
              "Expect: 100-continue",
              "Content-Length: 9"));
      peer.awaitContinue();
      running.binding.deactivate();
      assertThat(peer.readToEnd()).startsWith("HTTP/1.1 503 ");
      assertThat(running.post("/skep/v1/offers", new byte[] {1}).statusCode()).isEqualTo(503);
    }
  }

  private void awaitEntered(int calls) throws InterruptedException {
    assertThat(entered.tryAcquire(calls, 20, TimeUnit.SECONDS)).isTrue();
  }
}
