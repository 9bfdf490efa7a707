package dev.skep.itest.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** A peer that asks a running server for offers. */
final class HttpPeer {
  private final URI offers;
  private final HttpClient http = HttpClient.newHttpClient();

  /** Asks the server at that base address. */
  HttpPeer(String base) {
    offers = URI.create(base).resolve("skep/v1/offers");
  }

  /** An offer's bytes as characters, in which names can be looked for. */
  String offer() {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(offers).POST(HttpRequest.BodyPublishers.noBody()).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
      if (answer.statusCode() != 200) {
        throw new AssertionError("no offer: " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new AssertionError("no offer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
