package dev.skep.server.http.internal;

import dev.skep.api.Bytes;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request from its first body byte to its answer, without a thread while it waits for the peer
 * or for its class of time.
 *
 * <p>The end of the body, its limit, its deadline, its failure and a stop compete; the first one
 * claims the exchange and decides its answer.
 */
final class Exchange implements ReadListener {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  /**
   * What an exchange needs besides its request.
   *
   * @param desk answers complete messages
   * @param timer for deadlines and held answers; runs nothing that can wait for a peer
   * @param limits as they were when the request came
   * @param onEnd called once, just before the request ends
   */
  record Setting(
      IssuerDesk desk,
      ScheduledExecutorService timer,
      Limits limits,
      Consumer<? super Exchange> onEnd) {}

  /**
   * What is known before the body.
   *
   * @param visit who asks; left by whoever hears of the end
   * @param cbor whether the body was announced as a message, so that it may be non-empty
   * @param protocol of the request, for example {@code HTTP/1.1}
   */
  record Head(Route route, Gate.Visit visit, boolean cbor, String protocol) {}

  private final Setting setting;
  private final Head head;
  private final AsyncContext context;
  private final ServletInputStream input;
  private final HttpServletResponse response;
  private final BodyBuffer body;
  private final AtomicBoolean claimed = new AtomicBoolean();
  private final AtomicBoolean answered = new AtomicBoolean();
  private volatile @Nullable Future<?> deadline;
  private volatile @Nullable Reply held;

  Exchange(
      Setting setting,
      Head head,
      AsyncContext context,
      ServletInputStream input,
      HttpServletResponse response) {
    this.setting = setting;
    this.head = head;
    this.context = context;
    this.input = input;
    this.response = response;
    this.body = new BodyBuffer(setting.limits().bodyMaxBytes());
  }

  Gate.Visit visit() {
    return head.visit();
  }

  /** Starts to read; everything else follows from the container's calls and the deadline. */
  void start() {
    // The deadline below is the only one: a container's own time-out may start anew with each byte.
    context.setTimeout(0);
    try {
      deadline =
          setting
              .timer()
              .schedule(
                  () -> endFromTimer(Problem.TIMEOUT),
                  setting.limits().readTimeoutMillis(),
                  TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      end(Problem.UNAVAILABLE);
      return;
    }
    input.setReadListener(this);
  }

  @Override
  public void onDataAvailable() throws IOException {
    while (!claimed.get() && input.isReady() && !input.isFinished()) {
      if (!body.readOnce(input)) {
        end(Problem.TOO_LARGE);
      } else if (!head.cbor() && !body.isEmpty()) {
        end(Problem.UNSUPPORTED_TYPE);
      }
    }
  }

  @Override
  public void onAllDataRead() {
    if (!claim()) {
      return;
    }
    long completeAt = System.nanoTime();
    Bytes message = body.toBytes();
    Reply reply =
        setting
            .desk()
            .answer(head.route(), message, head.visit().peer(), setting.limits().maxConcurrent());
    if (reply.heldBack()) {
      hold(reply, completeAt);
    } else {
      respond(reply);
    }
  }

  @Override
  public void onError(Throwable cause) {
    LOG.debug("A request's body could not be read to its end", cause);
    end(Problem.MALFORMED);
  }

  /** Ends it now where it waits for the peer or the clock; one that works ends by itself. */
  void stop() {
    Reply waiting = held;
    if (waiting != null) {
      respondOnContainerThread(waiting);
    } else {
      endFromTimer(Problem.UNAVAILABLE);
    }
  }

  private void hold(Reply reply, long completeAt) {
    held = reply;
    long wait = setting.limits().holdBackNanos(System.nanoTime() - completeAt);
    try {
      var unused =
          setting
              .timer()
              .schedule(() -> respondOnContainerThread(reply), wait, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      respond(reply);
    }
  }

  private void end(Problem problem) {
    if (claim()) {
      respond(cutOff(problem));
    }
  }

  private void endFromTimer(Problem problem) {
    if (claim()) {
      respondOnContainerThread(cutOff(problem));
    }
  }

  private Reply cutOff(Problem problem) {
    return problem.reply().closing(head.protocol());
  }

  private boolean claim() {
    if (!claimed.compareAndSet(false, true)) {
      return false;
    }
    Future<?> pending = deadline;
    if (pending != null) {
      pending.cancel(false);
    }
    return true;
  }

  /** Writing can wait for a peer that does not read, which must never hold up the timer. */
  private void respondOnContainerThread(Reply reply) {
    try {
      context.start(() -> respond(reply));
    } catch (IllegalStateException | RejectedExecutionException e) {
      LOG.debug("The container runs nothing more for this request", e);
      respond(reply);
    }
  }

  private void respond(Reply reply) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    if (reply.blamesPeer()) {
      head.visit().fault();
    }
    try {
      reply.write(response);
    } catch (IOException e) {
      LOG.debug("A peer left before its answer", e);
    } finally {
      setting.onEnd().accept(this);
      complete();
    }
  }

  private void complete() {
    try {
      context.complete();
    } catch (IllegalStateException e) {
      LOG.debug("The container has ended this request already", e);
    }
  }
}
