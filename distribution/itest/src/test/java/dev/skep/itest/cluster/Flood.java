package dev.skep.itest.cluster;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.SecurityElement;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.Response;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Attackers who have as many addresses as they like, and one who has a single one. The server
 * believes them, as it believes a proxy.
 */
final class Flood implements AutoCloseable {
  /** How many requests are under way at once. */
  static final int LINES = 8;

  private static final Suite SUITE =
      new Suite("DHKEM-P256-HKDF-SHA256", "ES256", "HKDF-SHA256", "A256GCM");
  private static final String LONELY = "198.51.100.66";
  private static final int NONCE_BYTES = 32;

  private final URI server;
  private final Established made;
  private final AtomicInteger addresses = new AtomicInteger();
  private final Map<String, Map<Integer, Integer>> statuses = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(LINES);

  /**
   * Has a genuine element answer one offer; all that is rejected later is made of that.
   *
   * @param element certified by a maker whom the server trusts
   */
  Flood(URI server, SecurityElement element) throws Exception {
    this.server = server;
    try (Line line = new Line(server)) {
      OfferEnvelope envelope = offer(line);
      Offer offer = Offer.decode(envelope.offer(), CborLimits.DEFAULT);
      made =
          element.establish(
              new EstablishRequest(
                  offer.sessionId(),
                  Transcript.digest("SHA-256", envelope.offer()),
                  SUITE,
                  offer.transport(SUITE.transport()).orElseThrow().publicKey(),
                  offer.request()));
      element.abort(made.handle());
    }
  }

  /**
   * Asks for offers, has responses rejected, and asks for as many offers again from one address.
   * Returns when all is answered.
   */
  void run(int offers, int rejections) throws Exception {
    List<Callable<Void>> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      lines.add(
          () -> {
            try (Line line = new Line(server)) {
              for (int done = 0; done < offers / LINES; done++) {
                note("offer", line.post("offers", freshAddress(), new byte[0]));
                note("offer to one", line.post("offers", LONELY, new byte[0]));
                if (done * rejections / offers != (done + 1) * rejections / offers) {
                  note("response", line.post("sessions", freshAddress(), wrong(offer(line))));
                }
              }
            }
            return null;
          });
    }
    for (Future<Void> one : threads.invokeAll(lines)) {
      one.get();
    }
  }

  /** How often each kind of request was answered with each status. */
  Map<String, Map<Integer, Integer>> statuses() {
    return new TreeMap<>(statuses);
  }

  /** How often a kind of request was answered with a status. */
  int count(String kind, int status) {
    return statuses.getOrDefault(kind, Map.of()).getOrDefault(status, 0);
  }

  private OfferEnvelope offer(Line line) throws Exception {
    Line.Answer answer = line.post("offers", freshAddress(), new byte[0]);
    if (answer.status() != 200) {
      throw new IOException("no offer: " + answer.status());
    }
    return OfferEnvelope.decode(Bytes.of(answer.body()), CborLimits.DEFAULT);
  }

  /** Passes all that is checked before the server's private key is used, and fails afterwards. */
  private byte[] wrong(OfferEnvelope offer) {
    byte[] attestation = made.attestation().toArray();
    attestation[attestation.length - 1] ^= 1;
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    return new Response(
            offer.token(),
            SUITE,
            Bytes.of(nonce),
            made.encapsulatedKey(),
            Bytes.of(attestation),
            made.certificateChain(),
            made.records())
        .encode()
        .toArray();
  }

  private void note(String kind, Line.Answer answer) {
    statuses
        .computeIfAbsent(kind, key -> new ConcurrentHashMap<>())
        .merge(answer.status(), 1, Integer::sum);
  }

  /** An IPv6 network that nobody else has. */
  private String freshAddress() {
    int number = addresses.incrementAndGet();
    return "2001:db8:%x:%x::1".formatted(number >>> 16, number & 0xffff);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
