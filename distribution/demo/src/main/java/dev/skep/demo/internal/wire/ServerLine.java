package dev.skep.demo.internal.wire;

import dev.skep.api.Bytes;
import dev.skep.demo.internal.story.StoryException;
import dev.skep.protocol.cbor.MalformedMessageException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * The server's three resources over plain HTTP (spec rule H-1), message by message. Thread-safe.
 */
public final class ServerLine {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String CBOR = "application/cbor";

  private final URI base;
  private final HttpClient http;

  /**
   * Connects at the first message.
   *
   * @param base the server's base address
   */
  public ServerLine(URI base) {
    this.base = base;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
  }

  /** The server's base address. */
  public URI base() {
    return base;
  }

  /**
   * Asks for an offer.
   *
   * @throws StoryException if the server cannot be reached
   */
  public Reply offer() throws StoryException, InterruptedException {
    return post("/skep/v1/offers", Bytes.EMPTY);
  }

  /**
   * Asks for an offer that must come.
   *
   * @throws StoryException if none comes
   */
  public ReceivedOffer requireOffer() throws StoryException, InterruptedException {
    Reply reply = offer();
    if (!reply.accepted()) {
      throw new StoryException("the server makes no offer: " + reply.summary());
    }
    try {
      return ReceivedOffer.of(reply.body());
    } catch (MalformedMessageException e) {
      throw new StoryException("the server's offer is malformed: " + e.getMessage(), e);
    }
  }

  /**
   * Sends a Response.
   *
   * @throws StoryException if the server cannot be reached
   */
  public Reply respond(Bytes response) throws StoryException, InterruptedException {
    return post("/skep/v1/sessions", response);
  }

  /**
   * Sends records of a session.
   *
   * @throws StoryException if the server cannot be reached
   */
  public Reply records(Bytes sessionId, Bytes message) throws StoryException, InterruptedException {
    return post("/skep/v1/sessions/" + sessionId.toHex() + "/records", message);
  }

  private Reply post(String path, Bytes body) throws StoryException, InterruptedException {
    URI resource = base.resolve(path);
    HttpRequest request =
        HttpRequest.newBuilder(resource)
            .timeout(PATIENCE)
            .header("Content-Type", CBOR)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray()))
            .build();
    long start = System.nanoTime();
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      return new Reply(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          Bytes.of(response.body()),
          Duration.ofNanos(System.nanoTime() - start));
    } catch (IOException e) {
      throw new StoryException("the server cannot be reached at " + resource + ": " + e, e);
    }
  }
}
