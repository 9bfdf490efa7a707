package dev.skep.itest.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A load balancer without wits: each request goes to the next node, whatever session it belongs to
 * and whether or not that node lives. What a dead one does not answer is a 502.
 */
final class RoundRobin implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int BAD_GATEWAY = 502;

  private final AtomicReferenceArray<URI> nodes;
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<Integer, AtomicInteger> forwarded = new ConcurrentHashMap<>();
  private final AtomicInteger lost = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final HttpServer server;
  private final Witness witness;

  /** Sees what is said; keeps nothing that it is given. */
  interface Witness {
    void saw(String path, byte[] request, byte[] answer) throws IOException;
  }

  /** Begins to listen on any free port of the loopback interface. */
  RoundRobin(List<URI> nodes) throws IOException {
    this(nodes, (path, request, answer) -> {});
  }

  /** The same, with somebody who listens. */
  RoundRobin(List<URI> nodes, Witness witness) throws IOException {
    this.witness = witness;
    this.nodes = new AtomicReferenceArray<>(nodes.toArray(URI[]::new));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.createContext("/", this::forward);
    server.setExecutor(threads);
    server.start();
  }

  URI address() {
    InetSocketAddress bound = server.getAddress();
    return URI.create("http://" + bound.getHostString() + ":" + bound.getPort());
  }

  /** A node that was started again listens elsewhere. */
  void replace(int node, URI address) {
    nodes.set(node, address);
  }

  /** How many requests a node answered. */
  int forwarded(int node) {
    return forwarded.computeIfAbsent(node, key -> new AtomicInteger()).get();
  }

  /** How many requests came to nothing because their node did not live. */
  int lost() {
    return lost.get();
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int node = Math.floorMod(turn.getAndIncrement(), nodes.length());
      try {
        HttpResponse<byte[]> answer = http.send(request(exchange, node, body), ofBytes());
        witness.saw(exchange.getRequestURI().getPath(), body, answer.body());
        answer(exchange, answer);
        forwarded.computeIfAbsent(node, key -> new AtomicInteger()).incrementAndGet();
      } catch (IOException e) {
        lost.incrementAndGet();
        exchange.sendResponseHeaders(BAD_GATEWAY, -1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static HttpResponse.BodyHandler<byte[]> ofBytes() {
    return HttpResponse.BodyHandlers.ofByteArray();
  }

  private HttpRequest request(HttpExchange exchange, int node, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(nodes.get(node).resolve(exchange.getRequestURI().getPath()))
            .timeout(PATIENCE)
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type != null) {
      request.header("Content-Type", type);
    }
    return request.build();
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer)
      throws IOException {
    for (String name : List.of("Content-Type", "Retry-After")) {
      answer
          .headers()
          .firstValue(name)
          .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
    }
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
