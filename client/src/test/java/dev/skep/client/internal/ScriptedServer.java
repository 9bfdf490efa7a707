package dev.skep.client.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.skep.api.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A real HTTP server that plays the issuer by a script: for each resource the answers in turn. */
public final class ScriptedServer implements AutoCloseable {
  static final String OFFERS = "/skep/v1/offers";
  static final String SESSIONS = "/skep/v1/sessions";
  static final String CBOR = "application/cbor";
  static final String PROBLEM = "application/problem+json";

  static {
    // The JDK's server otherwise holds back each answer for 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** What came in. */
  record Request(String method, String path, String contentType, Bytes body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Queue<HttpHandler>> answers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  public ScriptedServer() throws IOException {
    this(0);
  }

  /** At the address of one that is closed. */
  ScriptedServer(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** A server whose one ceremony goes well: one record each way, then the end. */
  public static ScriptedServer oneRound() throws IOException {
    ScriptedServer server = new ScriptedServer();
    server.offer(1).session(Messages.record(0, "commit")).records(1);
    return server;
  }

  public URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  ScriptedServer answer(String path, HttpHandler handler) {
    answers.computeIfAbsent(path, unused -> new ArrayDeque<>()).add(handler);
    return this;
  }

  ScriptedServer answer(String path, int status, String type, Bytes body) {
    return answer(path, exchange -> send(exchange, status, type, body));
  }

  ScriptedServer offer(int number) {
    return answer(OFFERS, 200, CBOR, Messages.envelope(Messages.sessionId(number)));
  }

  ScriptedServer session(Bytes... records) {
    return answer(SESSIONS, 200, CBOR, Messages.records(records));
  }

  ScriptedServer records(int number, Bytes... records) {
    return answer(recordsPath(number), 200, CBOR, Messages.records(records));
  }

  ScriptedServer refuse(String path, int status, String code) {
    return answer(path, status, PROBLEM, Bytes.utf8("{\"code\":\"" + code + "\"}"));
  }

  static String recordsPath(int number) {
    return SESSIONS + "/" + Messages.sessionId(number).toHex() + "/records";
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  List<String> paths() {
    return requests.stream().map(Request::path).toList();
  }

  /** Blocks the answer until the test is over. */
  void untilClosed() {
    try {
      closing.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void send(HttpExchange exchange, int status, String type, Bytes body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length() == 0 ? -1 : body.length());
    exchange.getResponseBody().write(body.toArray());
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Bytes body = Bytes.of(exchange.getRequestBody().readAllBytes());
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    requests.add(new Request(exchange.getRequestMethod(), path, type, body));
    Queue<HttpHandler> queue = answers.getOrDefault(path, new ArrayDeque<>());
    HttpHandler next = queue.poll();
    if (next == null) {
      send(exchange, 404, "text/plain", Bytes.utf8("no answer in the script"));
    } else {
      next.handle(exchange);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
