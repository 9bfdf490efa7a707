package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.OfferEnvelope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The server's three resources over plain HTTP, message by message (spec rule H-1). */
final class Wire {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /** Talks to the server at that address. */
  Wire(URI base) {
    this.base = base;
  }

  /**
   * What came back, as far as it may tell a peer something.
   *
   * @param headers all but the date
   */
  record Reply(int status, Map<String, List<String>> headers, Bytes body) {
    /** The body as text, for problems. */
    String text() {
      return new String(body.toArray(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  /** Asks for an offer. */
  Reply offer() throws IOException, InterruptedException {
    return post("skep/v1/offers", Bytes.EMPTY);
  }

  /** Asks for an offer that must come. */
  ReceivedOffer requireOffer() throws IOException, InterruptedException, MalformedMessageException {
    Reply reply = offer();
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    OfferEnvelope envelope = OfferEnvelope.decode(reply.body(), CborLimits.DEFAULT);
    return new ReceivedOffer(
        envelope.offer(), envelope.token(), Offer.decode(envelope.offer(), CborLimits.DEFAULT));
  }

  /** Sends a Response. */
  Reply respond(Bytes response) throws IOException, InterruptedException {
    return post("skep/v1/sessions", response);
  }

  /** Sends records of a session. */
  Reply records(Bytes sessionId, Bytes message) throws IOException, InterruptedException {
    return post("skep/v1/sessions/" + sessionId.toHex() + "/records", message);
  }

  /** What the CA publishes under a name, which must be there. */
  Bytes get(String name) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(
            HttpRequest.newBuilder(base.resolve("skep/v1/" + name)).timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).as(name).isEqualTo(200);
    return Bytes.of(response.body());
  }

  private Reply post(String path, Bytes body) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(
            HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/cbor")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray()))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    return new Reply(response.statusCode(), headers, Bytes.of(response.body()));
  }
}
