package dev.skep.server.http.internal;

import dev.skep.api.Bytes;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One long answer on its way, without a thread while the peer does not take it, and given up when
 * the peer's time is over. A revocation list is longer than what networks hold for a slow reader.
 *
 * <p>The deadline is the container's own, which does not start anew with each byte of an answer. It
 * gives the place of the request back; a connection whose peer takes nothing then ends with the
 * container's idle time.
 */
final class Delivery implements WriteListener, AsyncListener {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final int CHUNK_BYTES = 16_384;

  private final Bytes body;
  private final AsyncContext context;
  private final ServletOutputStream output;
  private final Gate.Visit visit;
  private final Consumer<? super Delivery> onEnd;
  private int written;
  private boolean flushed;

  /**
   * Puts status and headers into the response.
   *
   * @param visit who asks; left by whoever hears of the end
   * @param onEnd called once, when the request has ended
   * @throws IOException if the peer is gone
   */
  Delivery(
      Reply reply,
      AsyncContext context,
      HttpServletResponse response,
      Gate.Visit visit,
      Consumer<? super Delivery> onEnd)
      throws IOException {
    this.body = reply.body();
    this.context = context;
    this.visit = visit;
    this.onEnd = onEnd;
    reply.writeHead(response);
    this.output = response.getOutputStream();
  }

  /**
   * Starts to write; everything else follows from the container's calls.
   *
   * @param timeoutMillis how long the peer may take
   */
  void start(int timeoutMillis) {
    context.setTimeout(timeoutMillis);
    context.addListener(this);
    output.setWriteListener(this);
  }

  Gate.Visit visit() {
    return visit;
  }

  @Override
  public void onWritePossible() throws IOException {
    while (output.isReady()) {
      if (written < body.length()) {
        byte[] chunk =
            body.slice(written, Math.min(CHUNK_BYTES, body.length() - written)).toArray();
        written += chunk.length;
        output.write(chunk);
      } else if (!flushed) {
        // Without it a container gives an answer that has no body a length of 0.
        flushed = true;
        output.flush();
      } else {
        end();
        return;
      }
    }
  }

  @Override
  public void onError(Throwable cause) {
    LOG.debug("A peer left before its answer", cause);
    end();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    onEnd.accept(this);
  }

  /** Leaves the rest to the container: an answer cut short must end its connection. */
  @Override
  public void onTimeout(AsyncEvent event) {
    LOG.debug("A peer did not take its answer in time");
  }

  @Override
  public void onError(AsyncEvent event) {
    LOG.debug("The container gave an answer up", event.getThrowable());
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    throw new IllegalStateException("a delivery starts once");
  }

  /** Gives it up. An answer cut short ends its connection, so that no peer takes it for whole. */
  void stop() {
    try {
      context.start(this::end);
    } catch (RuntimeException e) {
      // Of a request that has just ended some containers know nothing more, not even its state.
      LOG.debug("The container runs nothing more for this request", e);
    }
  }

  private void end() {
    try {
      context.complete();
    } catch (RuntimeException e) {
      LOG.debug("The container has ended this request already", e);
    }
  }
}
