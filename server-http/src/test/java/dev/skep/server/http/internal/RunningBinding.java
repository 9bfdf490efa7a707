package dev.skep.server.http.internal;

import dev.skep.api.issuer.IssuerServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The binding in a Jetty with few threads, on a free port of the loopback interface. */
final class RunningBinding implements AutoCloseable {
  static final Limits LIMITS = new Limits(65_536, 10_000, 64, 512, 50, AddressLimits.NONE);
  static final String RECORDS = "/skep/v1/sessions/000102030405060708090a0b0c0d0e0f/records";

  /** More than Jetty itself needs by three or four. */
  static final int THREADS = 8;

  /** Of the limits per address, in nanoseconds; stands still. */
  final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);

  final HttpBinding binding;
  final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Server server = new Server(new QueuedThreadPool(THREADS, THREADS));
  private final ServerConnector connector = new ServerConnector(server, 1, 1);

  RunningBinding(Limits limits) throws Exception {
    this(limits, "/");
  }

  RunningBinding(Limits limits, String contextPath) throws Exception {
    binding = new HttpBinding(limits, clock::get);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler(contextPath);
    ServletHolder holder = new ServletHolder(binding);
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/skep/v1/*");
    server.setHandler(context);
    server.start();
  }

  RunningBinding(IssuerServer issuer) throws Exception {
    this(LIMITS, issuer);
  }

  RunningBinding(Limits limits, IssuerServer issuer) throws Exception {
    this(limits);
    binding.bindIssuer(issuer);
  }

  int port() {
    return connector.getLocalPort();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .header("Content-Type", "application/cbor");
  }

  HttpResponse<byte[]> send(HttpRequest request) throws Exception {
    return sendAsync(request).get(30, TimeUnit.SECONDS);
  }

  CompletableFuture<HttpResponse<byte[]>> sendAsync(HttpRequest request) {
    return client.sendAsync(request, BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> post(String path, byte[] body) throws Exception {
    return send(request(path).POST(BodyPublishers.ofByteArray(body)).build());
  }

  CompletableFuture<HttpResponse<byte[]>> postAsync(String path, byte[] body) {
    return sendAsync(request(path).POST(BodyPublishers.ofByteArray(body)).build());
  }

  RawPeer connect() throws Exception {
    return new RawPeer(port());
  }

  @Override
  public void close() throws Exception {
    binding.deactivate();
    server.stop();
  }
}
