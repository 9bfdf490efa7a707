package dev.skep.client.internal;

import dev.skep.api.Bytes;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer up to a number of bytes; one byte more ends the reading and the connection, and
 * gives nothing. What a server claims about the length does not matter.
 */
final class BoundedBody implements BodySubscriber<Optional<Bytes>> {
  private final int maximumBytes;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final CompletableFuture<Optional<Bytes>> body = new CompletableFuture<>();
  private @Nullable Subscription subscription;

  BoundedBody(int maximumBytes) {
    this.maximumBytes = maximumBytes;
  }

  @Override
  public CompletionStage<Optional<Bytes>> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription fresh) {
    subscription = fresh;
    fresh.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (body.isDone()) {
        return;
      }
      if (buffer.remaining() > maximumBytes - read.size()) {
        stop();
        return;
      }
      byte[] part = new byte[buffer.remaining()];
      buffer.get(part);
      read.writeBytes(part);
    }
  }

  private void stop() {
    body.complete(Optional.empty());
    Subscription current = subscription;
    if (current != null) {
      current.cancel();
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(Optional.of(Bytes.of(read.toByteArray())));
  }
}
