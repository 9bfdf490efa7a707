package dev.skep.server.http.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
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
 * One long answer on its way, without a thread while the peer does not take it, and given up when
 * the peer's time is over. A revocation list is longer than what networks hold for a slow reader.
 */
final class Delivery implements WriteListener {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final int CHUNK_BYTES = 16_384;

  /**
   * What a delivery needs besides its answer.
   *
   * @param timer for the deadline
   * @param limits as they were when the request came
   * @param onEnd called once, just before the request ends
   */
  record Setting(ScheduledExecutorService timer, Limits limits, Consumer<? super Delivery> onEnd) {}

  private final Setting setting;
  private final AsyncContext context;
  private final ServletOutputStream output;
  private final byte[] body;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable Future<?> deadline;
  private int written;

  /**
   * Puts status and headers into the response.
   *
   * @throws IOException if the peer is gone
   */
  Delivery(Setting setting, Reply reply, AsyncContext context, HttpServletResponse response)
      throws IOException {
    this.setting = setting;
    this.context = context;
    this.body = reply.body().toArray();
    reply.writeHead(response);
    this.output = response.getOutputStream();
  }

  /** Starts to write; everything else follows from the container's calls and the deadline. */
  void start() {
    context.setTimeout(0);
    try {
      deadline =
          setting
              .timer()
              .schedule(this::stop, setting.limits().readTimeoutMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      stop();
      return;
    }
    output.setWriteListener(this);
  }

  @Override
  public void onWritePossible() throws IOException {
    while (!ended.get() && output.isReady()) {
      if (written == body.length) {
        end();
        return;
      }
      int length = Math.min(CHUNK_BYTES, body.length - written);
      int offset = written;
      written += length;
      output.write(body, offset, length);
    }
  }

  @Override
  public void onError(Throwable cause) {
    LOG.debug("A peer left before its answer", cause);
    end();
  }

  /** Gives it up. An answer cut short ends its connection, so that no peer takes it for whole. */
  void stop() {
    try {
      context.start(this::end);
    } catch (IllegalStateException | RejectedExecutionException e) {
      LOG.debug("The container runs nothing more for this request", e);
      end();
    }
  }

  private void end() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    Future<?> pending = deadline;
    if (pending != null) {
      pending.cancel(false);
    }
    setting.onEnd().accept(this);
    try {
      context.complete();
    } catch (IllegalStateException e) {
      LOG.debug("The container has ended this request already", e);
    }
  }
}
